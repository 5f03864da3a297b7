/** Whether the machine's clock was set. */
import type { Clock } from "../clock.ts";

/** Milliseconds: one that differs by so much from the time that has passed was set. */
const SET = 2_000;

export class SetClock {
  readonly #clock: Clock;
  #apart: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#apart = apart(clock);
  }

  /** Since this was last asked. */
  wasSet(): boolean {
    const before = this.#apart;
    this.#apart = apart(this.#clock);
    return Math.abs(this.#apart - before) > SET;
  }
}

/** Milliseconds between the time of day and the time that never runs backwards. */
function apart(clock: Clock): number {
  return clock.date().getTime() - clock.now();
}
