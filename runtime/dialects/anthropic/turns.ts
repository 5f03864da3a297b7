/** Turns in the words of the Messages API. */
import { createHash } from "node:crypto";
import { ONLY_JSON } from "../../../semantics/emulation.ts";
import type { Failure } from "../../failures.ts";
import { arrangeTurns, type ToolResult, type Turn } from "../../operations/chat/arrange-turns.ts";
import type { AssistantPart, ChatRequest } from "../../operations/chat/request.ts";
import { toolArguments } from "../../operations/chat/tool-arguments.ts";
import { cached } from "./cached.ts";
import { writePart } from "./parts.ts";
import type { WireBlock, WireResult, WireText, WireTurn } from "./wire.ts";

export interface WireTurns {
  system: WireText[];
  turns: WireTurn[];
  /** Names of the tools that the history calls, each once. */
  calledTools: string[];
}

export function writeTurns(request: ChatRequest): WireTurns | Failure {
  const arranged = arrangeTurns(request);
  if ("class" in arranged) return arranged;
  const system = arranged.system.map(({ text, cache }): WireText => ({ type: "text", text, ...cached(cache) }));
  if (request.format?.kind === "json") {
    system.push({ type: "text", text: ONLY_JSON });
  }
  const turns: WireTurn[] = [];
  for (const turn of arranged.turns) {
    const content = writeTurn(turn);
    if ("class" in content) return content;
    turns.push({ role: turn.role, content });
  }
  return { system, turns, calledTools: arranged.calledTools };
}

function writeTurn(turn: Turn): WireBlock[] | Failure {
  if (turn.role === "assistant") return turn.parts.flatMap(writeAssistantPart);
  const blocks: WireBlock[] = [];
  for (const item of [...turn.results, ...turn.parts]) {
    const block = item.kind === "result" ? writeResult(item) : writePart(item);
    if ("class" in block) return block;
    blocks.push(block);
  }
  return blocks;
}

function writeAssistantPart(part: AssistantPart): WireBlock[] {
  switch (part.kind) {
    case "text":
      return [{ type: "text", text: part.text, ...cached(part.cache) }];
    case "refusal":
      return [{ type: "text", text: part.text }];
    case "tool-call": {
      const { id, name, arguments: json, cache } = part;
      return [{ type: "tool_use", id: wireId(id), name, input: toolArguments(json), ...cached(cache) }];
    }
    case "reasoning":
      if (part.proof?.origin === "messages")
        return [{ type: "thinking", thinking: part.text, signature: part.proof.value }];
      return part.proof?.origin === "redacted-messages" ? [{ type: "redacted_thinking", data: part.proof.value }] : [];
    default:
      return part satisfies never;
  }
}

function writeResult({ callId, parts, isError, cache }: ToolResult): WireResult | Failure {
  const result: WireResult = { type: "tool_result", tool_use_id: wireId(callId) };
  if (isError) result.is_error = true;
  if (parts.every((part) => part.kind === "text" && part.cache === undefined)) {
    const text = parts.map((part) => (part.kind === "text" ? part.text : "")).join("\n");
    if (text !== "") result.content = text;
  } else {
    const content: Exclude<WireResult["content"], string | undefined> = [];
    for (const part of parts) {
      const block = writePart(part);
      if ("class" in block) return block;
      content.push(block);
    }
    result.content = content;
  }
  return { ...result, ...cached(cache) };
}

/** Ids of other providers may have characters that this one refuses; a call and its result get the same new one. */
function wireId(id: string): string {
  if (/^[a-zA-Z0-9_-]+$/.test(id)) return id;
  return `call_${createHash("sha256").update(id).digest("hex").slice(0, 24)}`;
}
