import type { Clock } from "../clock.ts";

/** The one deadline of a request. Every limit and wait is cut from it; in milliseconds. */
export class Deadline {
  readonly #clock: Clock;
  readonly #end: number;

  constructor(limit: number, clock: Clock) {
    this.#clock = clock;
    this.#end = clock.now() + limit;
  }

  get left(): number {
    return Math.max(0, this.#end - this.#clock.now());
  }

  get passed(): boolean {
    return this.left === 0;
  }
}
