/**
 * Messages → system texts and turns that alternate between user and assistant, beginning with the user. Results of tools
 * stand first in the user turn after their calls. Empty texts are refused by the API, so they are left out.
 */
import { createHash } from "node:crypto";
import type { Failure } from "../../failures.ts";
import type { ChatRequest, Message, ToolCallPart } from "../../operations/chat/request.ts";
import { writeUserPart } from "./parts.ts";
import type { WireBlock, WireTurn } from "./wire.ts";

export interface Turns {
  system: { type: "text"; text: string }[];
  turns: WireTurn[];
  /** Names of the tools that the history calls, each once. */
  calledTools: string[];
}

export function writeTurns({ messages, format }: ChatRequest): Turns | Failure {
  const leading = messages.findIndex((message) => message.role !== "system");
  const head = leading < 0 ? messages : messages.slice(0, leading);
  const system = head.flatMap((message) => texts(message.parts as { text: string }[]));
  if (format?.kind === "json") {
    system.push({
      type: "text",
      text: "Answer with exactly one JSON object and nothing else: no prose, no code fence.",
    });
  }
  const turns: WireTurn[] = [];
  for (const message of messages.slice(head.length)) {
    const failure = append(turns, message);
    if (failure !== undefined) return failure;
  }
  if (turns[0]?.role !== "user") turns.unshift({ role: "user", content: [{ type: "text", text: "." }] });
  const failure = arrangeResults(turns);
  trimEnd(turns);
  const calls = messages.flatMap((message) => (message.role === "assistant" ? message.parts.filter(isCall) : []));
  return failure ?? { system, turns, calledTools: [...new Set(calls.map((call) => call.name))] };
}

function append(turns: WireTurn[], message: Message): Failure | undefined {
  const content = blocks(message);
  if ("class" in content) return content;
  if (content.length === 0) return undefined;
  const role = message.role === "assistant" ? "assistant" : "user";
  const last = turns.at(-1);
  if (last?.role === role) last.content.push(...content);
  else turns.push({ role, content });
  return undefined;
}

function blocks(message: Message): WireBlock[] | Failure {
  switch (message.role) {
    case "system":
      return texts(message.parts).map(({ text }) => ({ type: "text", text: `<system>${text}</system>` }));
    case "tool": {
      const content = texts(message.parts)
        .map(({ text }) => text)
        .join("\n");
      return [{ type: "tool_result", tool_use_id: wireId(message.callId), ...(content === "" ? {} : { content }) }];
    }
    case "assistant":
      return message.parts.flatMap((part): WireBlock[] => {
        if (part.kind === "text") return texts([part]);
        if (part.kind === "tool-call") {
          return [{ type: "tool_use", id: wireId(part.id), name: part.name, input: readArguments(part.arguments) }];
        }
        if (part.signature === undefined) return [];
        return [{ type: "thinking", thinking: part.text, signature: part.signature }];
      });
    case "user": {
      const written = message.parts.map(writeUserPart);
      return written.find((part) => "class" in part) ?? written.flatMap((part) => ("class" in part ? [] : part));
    }
    default:
      return message satisfies never;
  }
}

/** Puts results first, in each turn after calls; a result that answers no call becomes text, a call without one is refused. */
function arrangeResults(turns: WireTurn[]): Failure | undefined {
  for (const [i, turn] of turns.entries()) {
    if (turn.role === "assistant") {
      const answered = new Set(
        (turns[i + 1]?.content ?? []).map((block) => ("tool_use_id" in block ? block.tool_use_id : "")),
      );
      const open = turn.content.find((block) => block.type === "tool_use" && !answered.has(block.id));
      if (open !== undefined && "id" in open) {
        return {
          class: "bad-request",
          detail: `The tool call "${open.id}" has no result after it.`,
          param: "messages",
        };
      }
      continue;
    }
    const calls = new Set((turns[i - 1]?.content ?? []).map((block) => (block.type === "tool_use" ? block.id : "")));
    const results: WireBlock[] = [];
    const others: WireBlock[] = [];
    for (const block of turn.content) {
      if (block.type !== "tool_result") others.push(block);
      else if (calls.delete(block.tool_use_id)) results.push(block);
      else others.push({ type: "text", text: `Result of an earlier tool call: ${block.content ?? "(empty)"}` });
    }
    turn.content = [...results, ...others];
  }
  return undefined;
}

/** The API refuses a last assistant text that ends in white space. */
function trimEnd(turns: WireTurn[]): void {
  const last = turns.at(-1);
  const block = last?.content.at(-1);
  if (last?.role === "assistant" && block?.type === "text") block.text = block.text.trimEnd();
}

function texts(parts: { text: string }[]): { type: "text"; text: string }[] {
  return parts.filter((part) => part.text.trim() !== "").map(({ text }) => ({ type: "text", text }));
}

/** Ids of other providers may have characters that this one refuses; a call and its result get the same new one. */
function wireId(id: string): string {
  if (/^[a-zA-Z0-9_-]+$/.test(id)) return id;
  return `call_${createHash("sha256").update(id).digest("hex").slice(0, 24)}`;
}

/** Arguments that were cut off or are no object are kept as text, so that the model sees what it wrote. */
function readArguments(json: string): object {
  if (json.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(json);
    if (value === null) return {};
    return typeof value === "object" && !Array.isArray(value) ? value : { not_an_object: json };
  } catch {
    return { not_json: json };
  }
}

function isCall(part: { kind: string }): part is ToolCallPart {
  return part.kind === "tool-call";
}
