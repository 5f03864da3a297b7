/** How often each key may complain. */
import type { Clock } from "../../clock.ts";

const MOST = 60;
const MINUTE = 60_000;

export class Complaints {
  readonly #clock: Clock;
  #counts = new Map<string, number>();
  #since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  /** Counts one; answers after how many seconds it may be made where there were too many, else 0. */
  wait(key: string): number {
    const now = this.#clock.now();
    if (now - this.#since >= MINUTE) {
      this.#since = now;
      this.#counts = new Map();
    }
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count <= MOST ? 0 : Math.ceil((this.#since + MINUTE - now) / 1000);
  }
}
