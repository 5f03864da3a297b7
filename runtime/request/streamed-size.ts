/** About how many tokens a stream has brought, by its events: asked where it broke off before it said so. */
import type { StreamSize } from "./stream-body.ts";

const END = Buffer.from("\n\n");
/** Bytes around the text of an event, at most; the shortest event says how many it is where that is less. */
const MOST_FRAME = 300;
/** Bytes of text per token, at least, in what is natural. */
const PER_TOKEN = 3;

export class StreamedSize implements StreamSize {
  #events = 0;
  #bytes = 0;
  #shortest = MOST_FRAME;

  /** Whole events. */
  add(bytes: Buffer): void {
    let from = 0;
    while (from < bytes.length) {
      const end = bytes.indexOf(END, from);
      const next = end === -1 ? bytes.length : end + END.length;
      this.#events++;
      this.#shortest = Math.min(this.#shortest, next - from);
      from = next;
    }
    this.#bytes += bytes.length;
  }

  /** At least one for each event. */
  get tokens(): number {
    return Math.ceil(this.#events + Math.max(0, this.#bytes - this.#events * this.#shortest) / PER_TOKEN);
  }
}
