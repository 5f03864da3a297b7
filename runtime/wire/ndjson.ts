/** JSON values, one a line, out of bytes that arrive in any pieces. Linear in the bytes. */
import type { Failure } from "../failures.ts";
import type { FrameReader, Framing } from "./framing.ts";
import { HeldPieces } from "./held-pieces.ts";
import type { RawEvent } from "./sse.ts";

const LINE_FEED = 10;
const CEILING = 16 * 1024 * 1024;

/** Each line is an event without a type. Blank lines say nothing; the last line may lack its end. */
export class LineReader implements FrameReader {
  failure: Failure | undefined;
  readonly #ceiling: number;
  readonly #held = new HeldPieces();

  /** `ceiling`: the most bytes that one line may have. */
  constructor(ceiling: number = CEILING) {
    this.#ceiling = ceiling;
  }

  pushRaw(bytes: Buffer): RawEvent[] {
    const events: RawEvent[] = [];
    let start = 0;
    while (this.failure === undefined) {
      const end = bytes.indexOf(LINE_FEED, start);
      this.#hold(bytes.subarray(start, end < 0 ? bytes.length : end + 1));
      if (end < 0 || this.failure !== undefined) break;
      events.push(lineEvent(this.#held.take()));
      start = end + 1;
    }
    return events;
  }

  end(): RawEvent | undefined {
    return this.failure !== undefined || this.#held.length === 0 ? undefined : lineEvent(this.#held.take());
  }

  #hold(bytes: Buffer): void {
    if (this.#held.length + bytes.length > this.#ceiling)
      this.failure = { class: "malformed", detail: `one line of the stream is over ${this.#ceiling} bytes` };
    else this.#held.add(bytes);
  }
}

export const jsonLines: Framing = { accept: "application/x-ndjson", reader: () => new LineReader() };

function lineEvent(bytes: Buffer): RawEvent {
  return {
    bytes,
    read: () => {
      const data = bytes.toString("utf8").trim();
      return data === "" ? undefined : { type: "", data };
    },
  };
}
