/**
 * The input → neutral messages. What the assistant did in a row is one message; what its tools answered stands right behind it, in
 * the order of the calls, wherever the client put it.
 */
import type { AssistantPart, Message, ToolCallPart } from "../../operations/chat/request.ts";
import { BadRequest } from "../body-checks.ts";
import { type Entry, readEntry, type ToolNamed } from "./input-entries.ts";
import { References } from "./references.ts";
import type { Seal } from "./sealed.ts";

type Result = Extract<Entry, { kind: "result" }>;
type Group = { parts: AssistantPart[]; calls: { part: ToolCallPart; path: string }[] };

export interface ReadInput {
  messages: Message[];
  /** What is left out of it, by the kinds of items. */
  leftOut: string[];
}

/** Throws the `BadRequest` that names what is wrong. */
export function readInput(input: unknown, seal: Seal, toolNamed: ToolNamed): ReadInput {
  if (input === undefined || input === null) throw new BadRequest("input", "is required.");
  if (typeof input === "string")
    return { messages: [{ role: "user", parts: [{ kind: "text", text: input }] }], leftOut: [] };
  const items = input as readonly unknown[];
  if (items.length === 0) throw new BadRequest("input", "must have at least one item.");
  const reading = { references: new References(seal, items), toolNamed };
  const entries = items.map((item, i) => readEntry(item, `input[${i}]`, reading));
  const messages = arrange(entries, resultsOf(entries), reading.references);
  if (messages.length === 0) throw new BadRequest("input", "must have at least one message.");
  return { messages, leftOut: entries.flatMap((entry) => (entry.kind === "left-out" ? [entry.type] : [])) };
}

function resultsOf(entries: readonly Entry[]): Map<string, Result> {
  const results = new Map<string, Result>();
  for (const entry of entries) {
    if (entry.kind !== "result") continue;
    if (results.has(entry.callId)) throw new BadRequest(entry.path, "was answered before.");
    results.set(entry.callId, entry);
  }
  return results;
}

function arrange(entries: readonly Entry[], results: Map<string, Result>, { proofs }: References): Message[] {
  const messages: Message[] = [];
  let group: Group | undefined;
  const close = () => {
    if (group) messages.push(...messagesOf(group, results));
    group = undefined;
  };
  for (const entry of entries) {
    if (entry.kind === "assistant") {
      group ??= { parts: [], calls: [] };
      for (const part of entry.parts) add(group, proved(part, proofs), entry.path);
    } else if (entry.kind !== "left-out") close();
    if (entry.kind === "said") messages.push(entry.message);
    if (entry.kind === "result" && results.has(entry.callId))
      throw new BadRequest(entry.path, "answers no call that stands before it.");
  }
  close();
  return messages;
}

function add(group: Group, part: AssistantPart, path: string): void {
  group.parts.push(part);
  if (part.kind === "tool-call") group.calls.push({ part, path });
}

function proved(part: AssistantPart, proofs: References["proofs"]): AssistantPart {
  if (part.kind !== "tool-call" || part.proof !== undefined) return part;
  const proof = proofs.get(part.id);
  return proof === undefined ? part : { ...part, proof };
}

/** Reasoning alone is nothing that was said. Takes the results that it uses. */
function messagesOf({ parts, calls }: Group, results: Map<string, Result>): Message[] {
  if (parts.every(({ kind }) => kind === "reasoning")) return [];
  const answers = calls.map(({ part: { id }, path }): Message => {
    const result = results.get(id);
    if (result === undefined) throw new BadRequest(`${path}.call_id`, "has no output in this input.");
    results.delete(id);
    return { role: "tool", callId: id, parts: result.parts };
  });
  return [{ role: "assistant", parts }, ...answers];
}
