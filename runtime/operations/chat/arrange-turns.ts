/**
 * Messages → system texts and turns that alternate between user and assistant, beginning with the user, as most APIs ask for them.
 * Results of tools stand first in the user turn after their calls, in the order of those. Empty texts are left out.
 */
import type { Failure } from "../../failures.ts";
import type {
  AssistantPart,
  CacheMark,
  ChatRequest,
  Message,
  ResultPart,
  TextPart,
  ToolCallPart,
  UserPart,
} from "./request.ts";

export interface Turns {
  system: TextPart[];
  turns: Turn[];
  /** Names of the tools that the history calls, each once. */
  calledTools: string[];
}

export type Turn =
  | { role: "user"; results: ToolResult[]; parts: UserPart[] }
  | { role: "assistant"; parts: AssistantPart[] };

export interface ToolResult {
  kind: "result";
  callId: string;
  /** Of the tool that was called. */
  name: string;
  parts: ResultPart[];
  isError?: true;
  cache?: CacheMark;
}

type Open = { role: "user"; items: (ToolResult | UserPart)[] } | { role: "assistant"; parts: AssistantPart[] };

/** A call without a result is refused: `bad-request`. */
export function arrangeTurns({ messages }: Pick<ChatRequest, "messages">): Turns | Failure {
  const leading = messages.findIndex((message) => message.role !== "system");
  const head = leading < 0 ? messages : messages.slice(0, leading);
  const system = head.flatMap((message) => (message.role === "system" ? message.parts.filter(isSaid) : []));
  const open: Open[] = [];
  for (const message of messages.slice(head.length)) append(open, message);
  if (open[0]?.role !== "user") open.unshift({ role: "user", items: [{ kind: "text", text: "." }] });
  const turns: Turn[] = [];
  for (const [i, turn] of open.entries()) {
    if (turn.role === "user") turns.push(arranged(turn.items, callsOf(open[i - 1])));
    else {
      const unanswered = callsOf(turn).find(({ id }) => !hasResult(open[i + 1], id));
      if (unanswered !== undefined) return noResult(unanswered);
      turns.push(turn);
    }
  }
  trimEnd(turns);
  const calls = messages.flatMap((message) => (message.role === "assistant" ? message.parts.filter(isCall) : []));
  return { system, turns, calledTools: [...new Set(calls.map((call) => call.name))] };
}

function append(open: Open[], message: Message): void {
  const last = open.at(-1);
  if (message.role === "assistant") {
    const parts = message.parts.filter(isSaid);
    if (parts.length === 0) return;
    if (last?.role === "assistant") last.parts.push(...parts);
    else open.push({ role: "assistant", parts });
    return;
  }
  const items = itemsOf(message);
  if (items.length === 0) return;
  if (last?.role === "user") last.items.push(...items);
  else open.push({ role: "user", items });
}

function itemsOf(message: Exclude<Message, { role: "assistant" }>): (ToolResult | UserPart)[] {
  switch (message.role) {
    case "system":
      return message.parts.filter(isSaid).map((part) => ({ ...part, text: `<system>${part.text}</system>` }));
    case "user":
      return message.parts.filter(isSaid);
    case "tool": {
      const { role: _, parts, ...rest } = message;
      return [{ kind: "result", name: "", ...rest, parts: parts.filter(isSaid) }];
    }
    default:
      return message satisfies never;
  }
}

/** A result that answers no call becomes text. */
function arranged(items: readonly (ToolResult | UserPart)[], calls: readonly ToolCallPart[]): Turn {
  const results = new Map<string, ToolResult>();
  const parts: UserPart[] = [];
  for (const item of items) {
    if (item.kind !== "result") parts.push(item);
    else {
      const call = calls.find(({ id }) => id === item.callId);
      if (call === undefined || results.has(call.id)) parts.push(...orphan(item));
      else results.set(call.id, { ...item, name: call.name });
    }
  }
  return { role: "user", results: calls.flatMap(({ id }) => results.get(id) ?? []), parts };
}

function orphan({ parts }: ToolResult): UserPart[] {
  const texts = parts.flatMap((part) => (part.kind === "text" ? [part.text] : []));
  const others = parts.filter((part) => part.kind !== "text");
  return [{ kind: "text", text: `Result of an earlier tool call: ${texts.join("\n") || "(empty)"}` }, ...others];
}

/** Many APIs refuse a last assistant text that ends in white space. */
function trimEnd(turns: Turn[]): void {
  const last = turns.at(-1);
  const part = last?.role === "assistant" ? last.parts.at(-1) : undefined;
  if (last?.role === "assistant" && part?.kind === "text")
    last.parts = [...last.parts.slice(0, -1), { ...part, text: part.text.trimEnd() }];
}

function hasResult(next: Open | undefined, id: string): boolean {
  return next?.role === "user" && next.items.some((item) => item.kind === "result" && item.callId === id);
}

function callsOf(turn: Open | undefined): ToolCallPart[] {
  return turn?.role === "assistant" ? turn.parts.filter(isCall) : [];
}

function isCall(part: { kind: string }): part is ToolCallPart {
  return part.kind === "tool-call";
}

/** Texts of nothing are refused by many APIs; proofs of thoughts that have no text are not nothing. */
function isSaid(part: { kind: string; text?: string; proof?: unknown }): boolean {
  const isText = part.kind === "text" || part.kind === "refusal";
  return !isText || part.text?.trim() !== "";
}

function noResult({ id, place }: ToolCallPart): Failure {
  const call = place ?? `The tool call "${id}"`;
  return {
    class: "bad-request",
    detail: `${call} has no result after it. Send what the tool answered.`,
    param: place ?? "messages",
  };
}
