/** How full a rate is: a bucket that runs out evenly, `most` in `per` milliseconds. */
import type { RateAsked, Room } from "./limits.ts";

export interface RateLevel {
  /** In what is asked for; above `most` where more was used than was taken. */
  readonly level: number;
  /** When that was so. */
  readonly at: number;
}

/** What rounding may cost, as a share of `most`. */
const EXACT = 1e-9;

export function levelAt(rate: RateLevel | undefined, { most, per }: RateAsked, now: number): number {
  if (rate === undefined) return 0;
  const level = rate.level - ((now - rate.at) * most) / per;
  // A clock that was set back finds no more than it left, or than a full one.
  return Math.max(0, Math.min(level, Math.max(most, rate.level)));
}

export function fits(level: number, { amount, most }: RateAsked): boolean {
  return level + amount <= most + most * EXACT;
}

/** Milliseconds until `amount` fits; undefined where it never does. */
export function waitFor(level: number, { amount, most, per }: RateAsked): number | undefined {
  return amount > most ? undefined : Math.max(0, Math.ceil(((level + amount - most) * per) / most - EXACT));
}

export function roomAt(level: number, { most, per }: RateAsked): Room {
  return {
    left: Math.max(0, Math.floor(most - level + most * EXACT)),
    reset: Math.max(0, Math.ceil((level * per) / most - EXACT)),
  };
}

/** Milliseconds since 1970. */
export function emptyAt(level: number, { most, per }: RateAsked, now: number): number {
  return now + (level * per) / most;
}
