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
  /** They are several, which need not be read. */
  readonly isRun?: boolean;
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
    return [...this.pushRaw(bytes)].flatMap((raw) => raw.read() ?? []);
  }

  /** The same with their bytes, comments and blank lines included: joined they are the stream as it came. */
  *pushRaw(bytes: Buffer, runEnd?: (bytes: Buffer, from: number) => number): Generator<RawEvent, void> {
    let start = 0;
    let lineStart = 0;
    while (this.failure === undefined) {
      const end = lineStart === start && this.#isBetween && runEnd ? runEnd(bytes, start) : start;
      if (end > start) yield new Raw(bytes.subarray(start, end), true);
      start = end;
      lineStart = Math.max(lineStart, end);
      const lineEnd = bytes.indexOf(LINE_FEED, lineStart);
      if (lineEnd < 0) {
        this.#line = this.#lineAfter(bytes, lineStart, bytes.length);
        this.#hold(bytes.subarray(start));
        return;
      }
      const blank = this.#lineAfter(bytes, lineStart, lineEnd) !== "text";
      this.#line = "empty";
      lineStart = lineEnd + 1;
      if (!blank) continue;
      const event = this.#take(bytes.subarray(start, lineStart));
      start = lineStart;
      if (event !== undefined) yield event;
    }
  }

  /** What came after the last blank line, if anything: a stream may end without closing its last event. */
  end(): RawEvent | undefined {
    const left = this.#take(Buffer.alloc(0));
    return left === undefined || left.bytes.length === 0 ? undefined : left;
  }

  #hold(rest: Buffer): void {
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
    return new Raw(bytes, false);
  }

  /** Nothing of the next event has come. */
  get #isBetween(): boolean {
    return this.#pendingBytes === 0 && this.#line === "empty";
  }

  #lineAfter(bytes: Buffer, from: number, to: number): Line {
    if (from === to) return this.#line;
    return this.#line === "empty" && to - from === 1 && bytes[from] === RETURN ? "return" : "text";
  }

  #overflow(): void {
    this.#pending = [];
    this.#pendingBytes = 0;
    this.failure = { class: "malformed", detail: `one event of the stream is over ${this.#ceiling} bytes` };
  }
}

class Raw implements RawEvent {
  readonly bytes: Buffer;
  readonly isRun: boolean;

  constructor(bytes: Buffer, isRun: boolean) {
    this.bytes = bytes;
    this.isRun = isRun;
  }

  read(): WireEvent | undefined {
    return readEvent(this.bytes);
  }
}

const DATA = Buffer.from("data: ");

/** The bytes of one event are one line of data, and the blank one. */
export function isBare(bytes: Buffer): boolean {
  if (bytes.length <= DATA.length) return false;
  return DATA.compare(bytes, 0, DATA.length) === 0 && bytes.indexOf(LINE_FEED) === bytes.length - 2;
}

/** The `event:` and `data:` lines of one event's bytes; undefined when it has no data. */
export function readEvent(bytes: Buffer): WireEvent | undefined {
  return isBare(bytes) ? bareEvent(bytes) : readLines(bytes.toString("utf8"));
}

function bareEvent(bytes: Buffer): WireEvent | undefined {
  const text = bytes.toString("utf8", DATA.length, bytes.length - 2);
  const data = text.endsWith("\r") ? text.slice(0, -1) : text;
  return data === "" ? undefined : { type: "", data };
}

function readLines(lines: string): WireEvent | undefined {
  let type = "";
  let data: string | undefined;
  for (const line of lines.split("\n")) {
    const text = line.endsWith("\r") ? line.slice(0, -1) : line;
    const colon = text.indexOf(":");
    const name = withoutMark(colon < 0 ? text : text.slice(0, colon));
    if (name !== "data" && name !== "event") continue;
    const value = colon < 0 ? "" : text.slice(text[colon + 1] === " " ? colon + 2 : colon + 1);
    if (name === "event") type = value;
    else data = data === undefined ? value : `${data}\n${value}`;
  }
  return data === undefined || data === "" ? undefined : { type, data };
}

const BYTE_ORDER_MARK = "\uFEFF";

function withoutMark(name: string): string {
  return name.startsWith(BYTE_ORDER_MARK) ? name.slice(1) : name;
}
