/** Server-sent events out of bytes that arrive in any pieces. Linear in the bytes; the pieces are joined once per event. */

import type { Failure } from "../failures.ts";

/** One server-sent event: `type` is its `event:` line or empty, `data` its `data:` lines joined. */
export interface WireEvent {
  type: string;
  data: string;
}

/** One event as it came. */
export interface RawEvent {
  /** All of its lines and the blank line that closes it. */
  readonly bytes: Buffer;
  /** What it says; undefined for comments and blank lines, which say nothing. */
  read(): WireEvent | undefined;
}

const LINE_FEED = 10;
const RETURN = 13;
const MEBIBYTE = 1024 * 1024;

/** What is known of the line that is still being received. */
type Line = "empty" | "return" | "text";

/** Reads one stream. Lines end with \n or \r\n, and may be split anywhere. */
export class EventReader {
  /** Set when one event grew over the ceiling; nothing is read any more. */
  failure: Failure | undefined;
  readonly #ceiling: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;
  #line: Line = "empty";

  /** `ceiling`: the most bytes that one event may have. */
  constructor(ceiling: number = 16 * MEBIBYTE) {
    this.#ceiling = ceiling;
  }

  /** The events that these bytes complete. */
  push(bytes: Buffer): WireEvent[] {
    return this.pushRaw(bytes).flatMap((raw) => raw.read() ?? []);
  }

  /** The same with their bytes, comments and blank lines included: joined they are the stream as it came. */
  pushRaw(bytes: Buffer): RawEvent[] {
    const events: RawEvent[] = [];
    let start = 0;
    let lineStart = 0;
    while (this.failure === undefined) {
      const lineEnd = bytes.indexOf(LINE_FEED, lineStart);
      if (lineEnd < 0) {
        this.#hold(bytes.subarray(start), bytes.subarray(lineStart));
        break;
      }
      const blank = this.#lineAfter(bytes.subarray(lineStart, lineEnd)) !== "text";
      this.#line = "empty";
      lineStart = lineEnd + 1;
      if (!blank) continue;
      const event = this.#take(bytes.subarray(start, lineStart));
      if (event !== undefined) events.push(event);
      start = lineStart;
    }
    return events;
  }

  /** What came after the last blank line, if anything: a stream may end without closing its last event. */
  end(): RawEvent | undefined {
    const left = this.#take(Buffer.alloc(0));
    return left === undefined || left.bytes.length === 0 ? undefined : left;
  }

  #hold(rest: Buffer, line: Buffer): void {
    this.#line = this.#lineAfter(line);
    if (rest.length === 0) return;
    this.#pending.push(rest);
    this.#pendingBytes += rest.length;
    if (this.#pendingBytes > this.#ceiling) this.#overflow();
  }

  #take(rest: Buffer): RawEvent | undefined {
    if (this.#pendingBytes + rest.length > this.#ceiling) {
      this.#overflow();
      return undefined;
    }
    const bytes = this.#pending.length === 0 ? rest : Buffer.concat([...this.#pending, rest]);
    this.#pending = [];
    this.#pendingBytes = 0;
    return { bytes, read: () => readEvent(bytes) };
  }

  #lineAfter(part: Buffer): Line {
    if (part.length === 0) return this.#line;
    return this.#line === "empty" && part.length === 1 && part[0] === RETURN ? "return" : "text";
  }

  #overflow(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
    this.failure = { class: "malformed", detail: `one event of the stream is over ${this.#ceiling} bytes` };
  }
}

/** The `event:` and `data:` lines of one event's bytes; undefined when it has no data. */
export function readEvent(bytes: Buffer): WireEvent | undefined {
  let type = "";
  let data: string | undefined;
  for (const line of bytes.toString("utf8").split("\n")) {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    const colon = text.indexOf(":");
    const name = (colon < 0 ? text : text.slice(0, colon)).replace(/^\uFEFF/, "");
    if (name !== "data" && name !== "event") continue;
    const value = colon < 0 ? "" : text.slice(text[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "event") type = value;
    else data = data === undefined ? value : `${data}\n${value}`;
  }
  return data === undefined || data === "" ? undefined : { type, data };
}
