/** The pieces of a streamed chat completion → the completion, with all of their members. */
import { parseJson } from "../../wire/parse-json.ts";
import type { WireEvent } from "../../wire/sse.ts";
import type { StreamFold } from "../endpoint.ts";

type Members = Record<string, unknown>;

export class FoldChunks implements StreamFold {
  readonly #head: Members = {};
  readonly #choices = new Map<number, Members>();

  add({ data }: WireEvent): void {
    const piece = parseJson(data);
    if (!isMembers(piece)) return;
    const { choices, object: _, ...head } = piece;
    for (const [name, value] of Object.entries(head)) if (isSaid(value)) this.#head[name] = value;
    for (const choice of Array.isArray(choices) ? choices : []) if (isMembers(choice)) this.#addChoice(choice);
  }

  get body(): object {
    const choices = [...this.#choices.entries()].sort(([a], [b]) => a - b).map(([, choice]) => choice);
    return { ...this.#head, object: "chat.completion", choices };
  }

  #addChoice({ index, delta, logprobs, ...rest }: Members): void {
    const number = typeof index === "number" ? index : 0;
    const choice = this.#choices.get(number) ?? newChoice(number);
    this.#choices.set(number, choice);
    for (const [name, value] of Object.entries(rest)) {
      if (isMembers(value)) choice[name] = merged((choice[name] ?? {}) as Members, value);
      else if (isSaid(value)) choice[name] = value;
    }
    if (isMembers(logprobs)) choice.logprobs = merged((choice.logprobs ?? {}) as Members, logprobs);
    if (isMembers(delta)) choice.message = merged(choice.message as Members, delta);
  }
}

/** Members that a message has though nothing was said of them. */
function newChoice(index: number): Members {
  return { index, message: { role: "assistant", content: null, refusal: null }, logprobs: null, finish_reason: null };
}

/** Of texts that come in pieces one is made; of what is a name or a kind the last one holds. */
const whole: ReadonlySet<string> = new Set(["role", "id", "type", "name"]);

function merged(before: Members, piece: Members): Members {
  const after = { ...before };
  for (const [name, value] of Object.entries(piece)) if (isSaid(value)) after[name] = joined(name, after[name], value);
  return after;
}

function joined(name: string, before: unknown, piece: unknown): unknown {
  if (typeof piece === "string") return typeof before === "string" && !whole.has(name) ? before + piece : piece;
  if (Array.isArray(piece)) return listed(Array.isArray(before) ? before : [], piece);
  return isMembers(piece) ? merged(isMembers(before) ? before : {}, piece) : piece;
}

/** Pieces with an index go on with what has it, and what is whole does not keep it; others stand behind. */
function listed(before: readonly unknown[], pieces: readonly unknown[]): unknown[] {
  const after = [...before];
  for (const piece of pieces) {
    if (!isMembers(piece) || typeof piece.index !== "number") {
      after.push(piece);
      continue;
    }
    const { index, ...rest } = piece;
    const at = index as number;
    while (after.length < at) after.push({});
    after[at] = merged(isMembers(after[at]) ? after[at] : {}, rest);
  }
  return after;
}

function isSaid(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
