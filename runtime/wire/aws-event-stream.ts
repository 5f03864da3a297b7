/**
 * The binary event stream of AWS, out of bytes that arrive in any pieces. A frame is: its length, the length of its headers, a
 * checksum of both (4 bytes each, big endian), the headers, the payload, and a checksum of all that stands before. Linear in the bytes.
 */
import { crc32 } from "node:zlib";
import type { Failure } from "../failures.ts";
import { eventHeaders } from "./aws-event-headers.ts";
import type { FrameReader, Framing } from "./framing.ts";
import { HeldPieces } from "./held-pieces.ts";
import type { RawEvent, WireEvent } from "./sse.ts";

/** Bytes before the headers, and of the checksum at the end. */
const PRELUDE = 12;
const CHECKSUM = 4;
const CEILING = 16 * 1024 * 1024;

/** An exception's type is its name behind this word, an error's its code. No event is called so. */
export const EXCEPTION = "exception ";

export class AwsFrameReader implements FrameReader {
  failure: Failure | undefined;
  readonly #ceiling: number;
  readonly #held = new HeldPieces();
  /** Bytes that must be held before anything more is known. */
  #wanted = PRELUDE;
  /** Of the frame whose length is known. */
  #prelude: Buffer | undefined;

  /** `ceiling`: the most bytes that one frame may have. */
  constructor(ceiling: number = CEILING) {
    this.#ceiling = ceiling;
  }

  pushRaw(bytes: Buffer): RawEvent[] {
    const events: RawEvent[] = [];
    let rest = bytes;
    while (rest.length > 0 && this.failure === undefined) {
      const missing = this.#wanted - this.#held.length;
      this.#held.add(rest.subarray(0, missing));
      rest = rest.subarray(missing);
      if (this.#held.length < this.#wanted) break;
      const event = this.#prelude === undefined ? this.#begin(this.#held.take()) : this.#finish(this.#prelude);
      if (event !== undefined) events.push(event);
    }
    return events;
  }

  /** A frame without its end is a stream that was cut. */
  end(): undefined {
    const begun = this.#held.length > 0 || this.#prelude !== undefined;
    if (begun) this.failure ??= { class: "truncated", detail: "the stream ended inside an event" };
  }

  #begin(prelude: Buffer): undefined {
    const length = prelude.readUInt32BE(0);
    if (crc32(prelude.subarray(0, 8)) !== prelude.readUInt32BE(8))
      return this.#fail("its prelude has a wrong checksum");
    if (length > this.#ceiling) return this.#fail(`it is over ${this.#ceiling} bytes`);
    if (prelude.readUInt32BE(4) > length - PRELUDE - CHECKSUM) return this.#fail("its lengths cannot be right");
    this.#prelude = prelude;
    this.#wanted = length - PRELUDE;
  }

  #finish(prelude: Buffer): RawEvent | undefined {
    const rest = this.#held.take();
    this.#prelude = undefined;
    this.#wanted = PRELUDE;
    const end = rest.length - CHECKSUM;
    if (crc32(rest.subarray(0, end), crc32(prelude)) !== rest.readUInt32BE(end))
      return this.#fail("it has a wrong checksum");
    const headersEnd = prelude.readUInt32BE(4);
    const headers = eventHeaders(rest.subarray(0, headersEnd));
    if (headers === undefined) return this.#fail("its headers cannot be read");
    const event = wireEvent(headers, rest.subarray(headersEnd, end));
    if (event === undefined) return this.#fail("it says of itself neither that it is an event nor an exception");
    return new FrameEvent(event, prelude, rest);
  }

  #fail(why: string): undefined {
    this.failure = { class: "malformed", detail: `an event of the stream cannot be read: ${why}` };
  }
}

/** Its bytes are put together for those alone who pass them on. */
class FrameEvent implements RawEvent {
  readonly #event: WireEvent;
  readonly #prelude: Buffer;
  readonly #rest: Buffer;

  constructor(event: WireEvent, prelude: Buffer, rest: Buffer) {
    this.#event = event;
    this.#prelude = prelude;
    this.#rest = rest;
  }

  get bytes(): Buffer {
    return Buffer.concat([this.#prelude, this.#rest]);
  }

  read(): WireEvent {
    return this.#event;
  }
}

export const awsEventStream: Framing = {
  accept: "application/vnd.amazon.eventstream",
  reader: () => new AwsFrameReader(),
};

function wireEvent(headers: ReadonlyMap<string, string>, payload: Buffer): WireEvent | undefined {
  const name = (header: string) => headers.get(header) ?? "";
  switch (headers.get(":message-type")) {
    case "event":
      return { type: name(":event-type"), data: payload.toString("utf8") };
    case "exception":
      return { type: EXCEPTION + name(":exception-type"), data: payload.toString("utf8") };
    case "error":
      return { type: EXCEPTION + name(":error-code"), data: JSON.stringify({ message: name(":error-message") }) };
    default:
      return undefined;
  }
}
