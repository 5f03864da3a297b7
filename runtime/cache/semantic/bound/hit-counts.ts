/** How often an entry was looked for and met in the last day, as one process saw it. */
import { PERIOD } from "./bound.ts";

export interface Hits {
  /** Requests for which an entry was looked for. */
  readonly looked: number;
  /** Those that were given one. */
  readonly given: number;
  /** Those that would have been if the series served and nothing were checked. */
  readonly met: number;
}

const HOURS = 24;

export class HitCounts {
  /** By hour. */
  readonly #hours = new Map<number, { looked: number; given: number; met: number }>();

  add(hit: "none" | "would-be" | "given", ms: number): void {
    const hour = this.#at(Math.floor(ms / PERIOD));
    hour.looked += 1;
    if (hit !== "none") hour.met += 1;
    if (hit === "given") hour.given += 1;
  }

  of(ms: number): Hits {
    const sum = { looked: 0, given: 0, met: 0 };
    for (const [hour, { looked, given, met }] of this.#hours) {
      if (hour <= ms / PERIOD - HOURS) continue;
      sum.looked += looked;
      sum.given += given;
      sum.met += met;
    }
    return sum;
  }

  #at(hour: number): { looked: number; given: number; met: number } {
    const known = this.#hours.get(hour);
    if (known) return known;
    for (const old of this.#hours.keys()) if (old <= hour - HOURS) this.#hours.delete(old);
    const fresh = { looked: 0, given: 0, met: 0 };
    this.#hours.set(hour, fresh);
    return fresh;
  }
}
