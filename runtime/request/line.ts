/**
 * Requests that wait for places: those of a higher priority are before all others, and then whoever came first. A line has an end, and
 * nobody stands in it for longer than is said. Who has waited longest is passed by so many others in a row and no more.
 */
import type { Clock, Timer } from "../clock.ts";

export interface Waiting {
  readonly priority: number;
  /** Told once, unless it leaves by itself: it has a place, or has waited in vain. */
  settle(outcome: "in" | "turned-away"): void;
}

export interface LineLimits {
  /** That wait at the same time. */
  readonly most: number;
  /** Milliseconds that one waits. */
  readonly wait: number;
}

export interface Standing extends Waiting {
  /** Who came before has a smaller one. */
  readonly number: number;
  readonly timer: Timer;
}

export class Line {
  readonly #clock: Clock;
  readonly #turns: Turns;
  /** The next one first. */
  readonly #standing: Standing[] = [];

  constructor(clock: Clock, turns: Turns) {
    this.#clock = clock;
    this.#turns = turns;
  }

  get isEmpty(): boolean {
    return this.#standing.length === 0;
  }

  get first(): Standing | undefined {
    return this.#standing[0];
  }

  /** Who has waited longest. */
  get oldest(): Standing | undefined {
    const [first] = this.#standing;
    if (first?.priority === this.#standing.at(-1)?.priority) return first;
    return this.#standing.reduce((oldest, one) => (one.number < oldest.number ? one : oldest));
  }

  /** It has room, or somebody in it who has to go for one of this priority. */
  takes(priority: number, { most }: LineLimits): boolean {
    const last = this.#standing.at(-1);
    return this.#standing.length < most || (last !== undefined && last.priority < priority);
  }

  /** Where it `takes` the priority. What is answered leaves the line. */
  join(waiting: Waiting, limits: LineLimits): () => void {
    if (this.#standing.length >= limits.most) this.settle(this.#standing.at(-1)!, "turned-away");
    const timer = this.#clock.after(limits.wait, () => this.settle(standing, "turned-away"));
    const settle: Waiting["settle"] = (outcome) => waiting.settle(outcome);
    const standing: Standing = { priority: waiting.priority, settle, number: this.#turns.draw(), timer };
    this.#standing.splice(this.#placeOf(waiting.priority), 0, standing);
    return () => void this.#leave(standing);
  }

  settle(standing: Standing, outcome: "in" | "turned-away"): void {
    if (this.#leave(standing)) standing.settle(outcome);
  }

  /** Everybody goes. */
  clear(): void {
    for (const standing of [...this.#standing]) this.settle(standing, "turned-away");
  }

  #leave(standing: Standing): boolean {
    const place = this.#standing.indexOf(standing);
    if (place === -1) return false;
    this.#standing.splice(place, 1);
    this.#clock.cancel(standing.timer);
    return true;
  }

  /** Behind all of the same priority. */
  #placeOf(priority: number): number {
    const found = this.#standing.findIndex((standing) => standing.priority < priority);
    return found === -1 ? this.#standing.length : found;
  }
}

/** In a row. */
const MOST_PASSED = 9;

/** Whose turn it is in lines that wait for the same places. */
export class Turns {
  /** How often in a row another one than the oldest came in. */
  #passed = 0;
  #drawn = 0;

  /** The number of one that joins a line. */
  draw(): number {
    return this.#drawn++;
  }

  /** Gives a place away; false where nobody waits. */
  give(lines: readonly Line[]): boolean {
    const oldest = soonest(lines, "oldest", ({ number }, best) => number < best.number);
    if (!oldest) return false;
    const isPassed = this.#passed < MOST_PASSED;
    const next = isPassed ? (soonest(lines, "first", comesBefore) ?? oldest) : oldest;
    this.#passed = next.standing === oldest.standing ? 0 : this.#passed + 1;
    next.line.settle(next.standing, "in");
    return true;
  }
}

interface Next {
  readonly line: Line;
  readonly standing: Standing;
}

function soonest(
  lines: readonly Line[],
  which: "first" | "oldest",
  isBefore: (one: Standing, best: Standing) => boolean,
): Next | undefined {
  let best: Next | undefined;
  for (const line of lines) {
    const standing = line[which];
    if (standing && (!best || isBefore(standing, best.standing))) best = { line, standing };
  }
  return best;
}

function comesBefore(one: Standing, other: Standing): boolean {
  return one.priority > other.priority || (one.priority === other.priority && one.number < other.number);
}
