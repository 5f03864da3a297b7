/**
 * How many requests are answered at once, and who waits for a place meanwhile: a line that has an end. Those of a higher priority
 * are before all others, also where the line is full: then the last of the lowest is turned away.
 */
import type { Cancellation } from "../attempts/cancellation.ts";
import type { Clock } from "../clock.ts";
import { Line, type LineLimits, Turns } from "./line.ts";

export interface EntranceLimits {
  /** Answered at once. */
  readonly inside: number;
  readonly waiting: number;
  /** Milliseconds that one waits. */
  readonly wait: number;
}

/** `turned-away`: come again. `gone`: nobody waits any more. */
export type Entered = "in" | "turned-away" | "gone";

export class Entrance {
  readonly #most: number;
  readonly #limits: LineLimits;
  readonly #turns = new Turns();
  readonly #lines: readonly [Line];
  #inside = 0;
  #isClosed = false;

  constructor({ inside, waiting, wait }: EntranceLimits, clock: Clock) {
    this.#most = inside;
    this.#limits = { most: waiting, wait };
    this.#lines = [new Line(clock, this.#turns)];
  }

  /** Whoever is in must `leave`. */
  enter(priority: number, cancellation: Cancellation): Entered | Promise<Entered> {
    if (this.#inside < this.#most) {
      this.#inside += 1;
      return "in";
    }
    if (this.#isClosed) return "gone";
    const [line] = this.#lines;
    if (!line.takes(priority, this.#limits)) return "turned-away";
    return new Promise((resolve) => {
      const settle = (entered: Entered): void => {
        cancellation.listen();
        resolve(this.#isClosed && entered === "turned-away" ? "gone" : entered);
      };
      const leave = line.join({ priority, settle }, this.#limits);
      cancellation.listen(() => {
        leave();
        settle("gone");
      });
    });
  }

  /** The place goes to the next one. */
  leave(): void {
    if (!this.#turns.give(this.#lines)) this.#inside -= 1;
  }

  /** Nobody waits here any more. */
  close(): void {
    this.#isClosed = true;
    for (const line of this.#lines) line.clear();
  }
}
