/** A client's stream that is not left silent: clients, and what stands between, take a silent connection for a dead one. */
import type { Clock, Timer } from "../clock.ts";
import type { StreamSink } from "./stream-body.ts";

/** Milliseconds: half of what the least patient of them wait for. */
export const SILENCE = 15_000;

export class KeptOpen implements StreamSink {
  readonly #sink: StreamSink;
  readonly #clock: Clock;
  readonly #keepAlive: () => Buffer;
  #timer: Timer;
  /** It takes nothing at the moment, so there is nothing to tell it either. */
  #full = false;

  /** `keepAlive` gives whole events, and is asked between two of them. */
  constructor(sink: StreamSink, clock: Clock, keepAlive: () => Buffer) {
    this.#sink = sink;
    this.#clock = clock;
    this.#keepAlive = keepAlive;
    this.#timer = this.#wait();
  }

  write(bytes: Buffer): boolean {
    this.#timer.refresh();
    const takesMore = this.#sink.write(bytes);
    this.#full = !takesMore;
    return takesMore;
  }

  drained(listener: () => void): void {
    this.#sink.drained(() => {
      this.#full = false;
      listener();
    });
  }

  /** Nothing more is said by itself. */
  stop(): void {
    this.#clock.cancel(this.#timer);
  }

  #wait(): Timer {
    return this.#clock.after(SILENCE, () => {
      this.#timer = this.#wait();
      if (!this.#full) this.#sink.write(this.#keepAlive());
    });
  }
}
