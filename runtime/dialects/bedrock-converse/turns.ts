/** Turns in the words of Converse. */
import { createHash } from "node:crypto";
import { ONLY_JSON } from "../../../semantics/emulation.ts";
import type { Failure } from "../../failures.ts";
import { arrangeTurns, type ToolResult, type Turn } from "../../operations/chat/arrange-turns.ts";
import type { AssistantPart, ChatRequest, Message, Proof } from "../../operations/chat/request.ts";
import { toolArguments } from "../../operations/chat/tool-arguments.ts";
import type { ToolNames } from "../../operations/chat/tool-names.ts";
import { cachePoint } from "./cache-point.ts";
import { DocumentNames } from "./documents.ts";
import type { ModelFamily } from "./model-family.ts";
import { writePart } from "./parts.ts";
import type { WireBlock, WireCachePoint, WireReasoning, WireResultContent, WireText, WireTurn } from "./wire.ts";

export interface WireTurns {
  system: (WireText | WireCachePoint)[];
  turns: WireTurn[];
  /** The client's names of the tools that the history calls, each once. */
  calledTools: string[];
}

interface Words {
  family: ModelFamily;
  tools: ToolNames;
  documents: DocumentNames;
}

export function writeTurns(request: ChatRequest, family: ModelFamily, tools: ToolNames): WireTurns | Failure {
  const arranged = arrangeTurns({ messages: request.messages.map((message) => sayable(message, family)) });
  if ("class" in arranged) return arranged;
  const words: Words = { family, tools, documents: new DocumentNames() };
  const system = arranged.system.flatMap(({ text, cache }) => [{ text }, ...cachePoint(cache, family)]);
  if (request.format?.kind === "json") system.push({ text: ONLY_JSON });
  const turns: WireTurn[] = [];
  for (const turn of arranged.turns) {
    const content = writeTurn(turn, words);
    if ("class" in content) return content;
    turns.push({ role: turn.role, content });
  }
  return { system, turns, calledTools: arranged.calledTools };
}

/** Without thoughts that this model did not sign: what is left of the message may be nothing. */
function sayable(message: Message, { signs }: ModelFamily): Message {
  if (message.role !== "assistant") return message;
  const parts = message.parts.filter((part) => part.kind !== "reasoning" || (signs && isSigned(part.proof)));
  return { ...message, parts };
}

function isSigned(proof: Proof | undefined): boolean {
  return proof?.origin === "messages" || (proof?.origin === "redacted-messages" && isBase64.test(proof.value));
}

const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function writeTurn(turn: Turn, words: Words): WireBlock[] | Failure {
  if (turn.role === "assistant") return turn.parts.flatMap((part) => writeAssistantPart(part, words));
  const blocks: WireBlock[] = [];
  for (const item of [...turn.results, ...turn.parts]) {
    const block = item.kind === "result" ? writeResult(item, words) : writePart(item, words.documents);
    if ("class" in block) return block;
    blocks.push(block, ...("cache" in item ? cachePoint(item.cache, words.family) : []));
  }
  // A turn with a document needs a text beside it.
  if (blocks.some((block) => "document" in block) && !blocks.some((block) => "text" in block))
    blocks.push({ text: "." });
  return blocks;
}

function writeAssistantPart(part: AssistantPart, { family, tools }: Words): WireBlock[] {
  switch (part.kind) {
    case "text":
      return [{ text: part.text }, ...cachePoint(part.cache, family)];
    case "refusal":
      return [{ text: part.text }];
    case "tool-call": {
      const { id, name, arguments: json, cache } = part;
      const toolUse = { toolUseId: wireId(id), name: tools.sent(name), input: toolArguments(json) };
      return [{ toolUse }, ...cachePoint(cache, family)];
    }
    case "reasoning":
      return part.proof === undefined ? [] : [writeReasoning(part.text, part.proof)];
    default:
      return part satisfies never;
  }
}

function writeReasoning(text: string, { origin, value }: Proof): WireReasoning {
  if (origin === "redacted-messages") return { reasoningContent: { redactedContent: value } };
  return { reasoningContent: { reasoningText: { text, signature: value } } };
}

function writeResult({ callId, parts, isError }: ToolResult, { documents }: Words): WireBlock | Failure {
  const content: WireResultContent[] = [];
  for (const part of parts) {
    const block = writePart(part, documents);
    if ("class" in block) return block;
    content.push(block);
  }
  if (content.length === 0) content.push({ text: "(empty)" });
  return { toolResult: { toolUseId: wireId(callId), content, ...(isError ? { status: "error" } : {}) } };
}

/** Ids of other providers may be longer or have characters that this one refuses; a call and its result get the same new one. */
function wireId(id: string): string {
  if (/^[a-zA-Z0-9_.:-]{1,64}$/.test(id)) return id;
  return `call_${createHash("sha256").update(id).digest("hex").slice(0, 24)}`;
}
