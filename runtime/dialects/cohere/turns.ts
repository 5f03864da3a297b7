/** Messages in the words of the second chat API. Files of text stand beside them, as documents. */
import type { Failure } from "../../failures.ts";
import { arrangeTurns, type ToolResult, type Turn } from "../../operations/chat/arrange-turns.ts";
import type { AssistantPart, ChatRequest, Message, ResultPart, UserPart } from "../../operations/chat/request.ts";
import { toolArguments } from "../../operations/chat/tool-arguments.ts";
import type { ToolNames } from "../../operations/chat/tool-names.ts";
import { unsupportedPart } from "../../operations/chat/unsupported-part.ts";
import { readDataUrl, readPicture } from "../../wire/data-url.ts";
import type { WireDocument, WireMessage, WirePart } from "./wire.ts";

export interface WireTurns {
  messages: WireMessage[];
  documents: WireDocument[];
}

export function writeTurns({ messages }: ChatRequest, tools: ToolNames): WireTurns | Failure {
  const arranged = arrangeTurns({ messages: messages.map(withoutThoughts) });
  if ("class" in arranged) return arranged;
  const system = arranged.system.map(({ text }): WireMessage => ({ role: "system", content: text }));
  const written: WireTurns = { messages: system, documents: [] };
  for (const turn of arranged.turns) {
    const failure = append(written, turn, tools);
    if (failure !== undefined) return failure;
  }
  return written;
}

function withoutThoughts(message: Message): Message {
  if (message.role !== "assistant") return message;
  return { ...message, parts: message.parts.filter(({ kind }) => kind !== "reasoning") };
}

function append(written: WireTurns, turn: Turn, tools: ToolNames): Failure | undefined {
  if (turn.role === "assistant") {
    written.messages.push(writeAssistant(turn.parts, tools));
    return undefined;
  }
  for (const result of turn.results) written.messages.push(writeResult(result));
  // Results are texts alone: what else a tool answered follows as the user's.
  const others = turn.results.flatMap(({ parts }) => parts.filter((part) => part.kind !== "text"));
  const parts: WirePart[] = [];
  for (const part of [...others, ...turn.parts]) {
    const one = writePart(part, written.documents);
    if (one !== undefined && "class" in one) return one;
    if (one !== undefined) parts.push(one);
  }
  const isAsked = parts.length > 0 || turn.parts.length > 0 || others.length > 0;
  if (isAsked) written.messages.push({ role: "user", content: flattened(parts) });
  return undefined;
}

/** Texts alone are one text; a message must say something. */
function flattened(parts: WirePart[]): string | WirePart[] {
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  if (texts.length < parts.length) return parts;
  return texts.join("\n") || ".";
}

/** What is said beside calls is the plan. */
function writeAssistant(parts: readonly AssistantPart[], tools: ToolNames): WireMessage {
  const text = parts.map((part) => (part.kind === "text" || part.kind === "refusal" ? part.text : "")).filter(Boolean);
  const content = text.join("\n");
  const calls = parts.filter((part) => part.kind === "tool-call");
  if (calls.length === 0) return { role: "assistant", content };
  const tool_calls = calls.map(({ id, name, arguments: json }) => ({
    id,
    type: "function" as const,
    function: { name: tools.sent(name), arguments: JSON.stringify(toolArguments(json)) },
  }));
  return { role: "assistant", ...(content === "" ? {} : { tool_plan: content }), tool_calls };
}

function writeResult({ callId, parts, isError }: ToolResult): WireMessage {
  const text = parts.map((part) => (part.kind === "text" ? part.text : "")).filter(Boolean);
  const content = text.join("\n") || "(empty)";
  return { role: "tool", tool_call_id: callId, content: isError ? `Error: ${content}` : content };
}

/** Undefined for what stands among the documents. */
function writePart(part: UserPart | ResultPart, documents: WireDocument[]): WirePart | Failure | undefined {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text };
    case "image": {
      const picture = readPicture(part.url);
      const url = picture === undefined ? part.url : `data:${picture.type};base64,${picture.data}`;
      return { type: "image_url", image_url: { url, ...(part.detail === undefined ? {} : { detail: part.detail }) } };
    }
    case "audio":
      return unsupportedPart(part, "The model takes no audio.");
    case "file": {
      const file = readDataUrl(part.data);
      if (file === undefined) return unsupportedPart(part, "A file must be a base64 data: URL.");
      if (!file.type.startsWith("text/"))
        return unsupportedPart(part, `The model takes no files of type ${file.type}.`);
      const text = Buffer.from(file.data, "base64").toString("utf8");
      const title = part.name === undefined ? {} : { title: part.name };
      documents.push({ id: `file-${documents.length + 1}`, data: { ...title, text } });
      return undefined;
    }
    default:
      return part satisfies never;
  }
}
