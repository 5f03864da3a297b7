/**
 * Reads a stream that is passed on as bytes, only as far as it must: a piece of text that stands between the same bytes as one that
 * was parsed before says no more than its text.
 */

import type { Failure } from "../../../failures.ts";
import type { RelayedEvent, RelayReader } from "../../../operations/chat/stream-steps.ts";
import { parseJson } from "../../../wire/parse-json.ts";
import { isBare, readEvent } from "../../../wire/sse.ts";
import { bodyFailure, failureIn } from "./errors.ts";
import { ChunkMender } from "./mend-chunks.ts";
import { finishFailure, readUsage, reasoningOf, refusalOf, textOf } from "./response.ts";
import { withDeltas } from "./told-whole.ts";
import { isObject, type WireAnswer, type WireChoice } from "./wire.ts";

const nothing: RelayedEvent = { useful: false, readable: false, finished: [], done: false, usageOnly: false };

/** For one stream. */
export function relay(): RelayReader {
  let known: PlainText | undefined;
  const mender = new ChunkMender();
  return {
    read: (bytes) => {
      const event = read(bytes, mender);
      const isPlain = event.useful && event.finished.length === 0 && !event.usage && !event.mended;
      if (isPlain && !bytes.includes(ROLE)) known ??= plainText(bytes);
      return event;
    },
    runEnd: (bytes, from) => known?.runEnd(bytes, from) ?? from,
  };
}

function read(bytes: Buffer, mender: ChunkMender): RelayedEvent {
  const event = readEvent(bytes);
  if (event === undefined) return nothing;
  if (event.data.trim() === "[DONE]") return { ...nothing, done: true };
  const body = parseJson(event.data);
  if (!isObject(body)) return failed({ class: "malformed", detail: "an event of the stream is not a JSON object" });
  const failure = event.type === "error" ? bodyFailure(body) : failureIn(body);
  if (failure !== undefined) return failed(failure);
  // Such as a ping by name: clients take every event for a piece of the answer.
  if (event.type !== "" && event.type !== "message") return nothing;
  return readChunk(body as WireAnswer, mender);
}

function readChunk(said: WireAnswer, mender: ChunkMender): RelayedEvent {
  const told = withDeltas(said);
  const body = told ?? said;
  const { choices, usage, service_tier: tier } = body;
  const all = Array.isArray(choices) ? choices.filter((choice) => typeof choice === "object" && choice !== null) : [];
  for (const choice of all) {
    const failure = finishFailure(choice.finish_reason);
    if (failure !== undefined) return failed(failure);
  }
  const finishes = ({ finish_reason: word }: WireChoice) => typeof word === "string" && word !== "";
  const index = (choice: WireChoice) => (typeof choice.index === "number" ? choice.index : 0);
  const mended = mender.mend(body) ?? (told && [told]);
  return {
    ...nothing,
    useful: all.some(isUseful),
    readable: Array.isArray(choices),
    seen: all.map(index),
    finished: all.filter(finishes).map(index),
    usageOnly: all.length === 0 && isObject(usage),
    ...(isObject(usage) ? { usage: readUsage(usage, tier) } : {}),
    ...(mended && { mended }),
  };
}

function isUseful({ delta }: WireChoice): boolean {
  if (!isObject(delta)) return false;
  if (Array.isArray(delta.tool_calls) && delta.tool_calls.length > 0) return true;
  if (isObject(delta.audio) || isObject(delta.function_call)) return true;
  return textOf(delta) !== "" || reasoningOf(delta) !== "" || refusalOf(delta) !== "";
}

function failed(failure: Failure): RelayedEvent {
  return { ...nothing, failure };
}

/** Stands in what begins an answer, and in each piece of some hosts; then each is mended. */
const ROLE = Buffer.from('"role"');
const CONTENT = Buffer.from('"content":"');

/** What stands around the text of an event that holds nothing else. */
class PlainText {
  readonly #before: Buffer;
  readonly #after: Buffer;

  constructor(before: Buffer, after: Buffer) {
    this.#before = before;
    this.#after = after;
  }

  /** Behind the last of the whole events from `from` on that differ from it in their text alone. */
  runEnd(bytes: Buffer, from: number): number {
    let end = from;
    while (stands(this.#before, bytes, end)) {
      const text = end + this.#before.length;
      const quote = endOfText(bytes, text);
      if (quote === undefined || quote === text || !stands(this.#after, bytes, quote)) return end;
      end = quote + this.#after.length;
    }
    return end;
  }
}

function stands(part: Buffer, bytes: Buffer, at: number): boolean {
  const end = at + part.length;
  return end <= bytes.length && part.compare(bytes, at, end) === 0;
}

/** Of an event that was parsed; undefined where its text is not told apart at once, or where it is more than one line of data. */
function plainText(bytes: Buffer): PlainText | undefined {
  if (!isBare(bytes)) return undefined;
  const at = bytes.indexOf(CONTENT);
  if (at < 0 || bytes.indexOf(CONTENT, at + CONTENT.length) >= 0) return undefined;
  const from = at + CONTENT.length;
  const to = endOfText(bytes, from);
  if (to === undefined || to === from) return undefined;
  return new PlainText(Buffer.from(bytes.subarray(0, from)), Buffer.from(bytes.subarray(to)));
}

/** Where the JSON string ends whose first byte is at `from`; undefined where it is none, or is escaped in a way that is rare. */
function endOfText(bytes: Buffer, from: number): number | undefined {
  for (let i = from; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) return i;
    if (byte < BLANK) return undefined;
    if (byte === BACKSLASH && !escaped.has(bytes[++i]!)) return undefined;
  }
  return undefined;
}

const QUOTE = 0x22;
const BLANK = 0x20;
const BACKSLASH = 0x5c;
const escaped: ReadonlySet<number> = new Set(Buffer.from('"\\/bfnrt'));
