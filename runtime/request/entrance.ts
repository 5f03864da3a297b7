/**
 * How many requests are answered at once, and who waits for a place meanwhile: a line that has an end. Those of a higher priority
 * are before all others, also where the line is full: then the last of the lowest is turned away.
 */
import type { Cancellation } from "../attempts/cancellation.ts";
import type { Clock, Timer } from "../clock.ts";

export interface EntranceLimits {
  /** Answered at once. */
  readonly inside: number;
  readonly waiting: number;
  /** Milliseconds that one waits. */
  readonly wait: number;
}

/** `turned-away`: come again. `gone`: nobody waits any more. */
export type Entered = "in" | "turned-away" | "gone";

interface Waiting {
  readonly priority: number;
  settle(entered: Entered): void;
}

export class Entrance {
  readonly #limits: EntranceLimits;
  readonly #clock: Clock;
  #inside = 0;
  /** The next one first. */
  readonly #line: Waiting[] = [];

  constructor(limits: EntranceLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** Whoever is in must `leave`. */
  enter(priority: number, cancellation: Cancellation): Entered | Promise<Entered> {
    if (this.#inside < this.#limits.inside) {
      this.#inside += 1;
      return "in";
    }
    if (this.#line.length >= this.#limits.waiting) {
      const last = this.#line.at(-1);
      if (last === undefined || last.priority >= priority) return "turned-away";
      last.settle("turned-away");
    }
    return this.#wait(priority, cancellation);
  }

  /** The place goes to the next one. */
  leave(): void {
    const [next] = this.#line;
    if (next) next.settle("in");
    else this.#inside -= 1;
  }

  #wait(priority: number, cancellation: Cancellation): Promise<Entered> {
    return new Promise((resolve) => {
      const settle = (entered: Entered): void => {
        this.#clock.cancel(timer);
        cancellation.listen();
        this.#line.splice(this.#line.indexOf(waiting), 1);
        resolve(entered);
      };
      const waiting: Waiting = { priority, settle };
      const timer: Timer = this.#clock.after(this.#limits.wait, () => settle("turned-away"));
      cancellation.listen(() => settle("gone"));
      this.#line.splice(this.#placeOf(priority), 0, waiting);
    });
  }

  /** Behind all of the same priority. */
  #placeOf(priority: number): number {
    const found = this.#line.findIndex((waiting) => waiting.priority < priority);
    return found === -1 ? this.#line.length : found;
  }
}
