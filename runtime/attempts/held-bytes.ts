/**
 * Answers that are collected in memory until they are complete: of all together. Each has a ceiling of its own, which many at once
 * could fill. Where they are too many bytes, the largest is given up: it is the one that others need least of to go on.
 */
import type { Failure } from "../failures.ts";

export interface Holder {
  /** Bytes, as last counted. */
  readonly held: number;
  /** It must let go what it has. */
  cancel(cause: Failure): void;
}

/** Smaller ones are never the largest. */
const SMALL = 64 * 1024;

const tooMuch: Failure = {
  class: "over-limit",
  detail: "The gateway holds as many bytes of unfinished answers as it may. Send the request again.",
  retryAfter: 1_000,
};

export class HeldBytes {
  readonly #most: number;
  readonly #large = new Set<Holder>();
  #bytes = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** `held` has these already. The holder may be given up meanwhile. */
  grew(holder: Holder, by: number): void {
    this.#bytes += by;
    if (holder.held >= SMALL) this.#large.add(holder);
    while (this.#bytes > this.#most) {
      let largest = holder;
      for (const one of this.#large) if (one.held > largest.held) largest = one;
      const before = this.#bytes;
      largest.cancel(tooMuch);
      if (this.#bytes === before) return;
    }
  }

  /** All that it held. */
  left(holder: Holder): void {
    this.#bytes -= holder.held;
    this.#large.delete(holder);
  }
}
