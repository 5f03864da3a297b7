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

/** Milliseconds by which clocks may differ. */
export const APART = 2_000;

export function levelAt(rate: RateLevel | undefined, { most, per }: RateAsked, now: number): number {
  if (rate === undefined) return 0;
  if (wasSetBack(rate, now)) return rate.level;
  const level = rate.level - ((now - rate.at) * most) / per;
  // By a clock that is a little behind it is no fuller than it was left, or than a full one.
  return Math.max(0, Math.min(level, Math.max(most, rate.level)));
}

/** A clock that was set back finds it as it was left, and that from `now` on, also where nothing fits: else it would wait to catch up. */
export function wasSetBack(rate: RateLevel | undefined, now: number): boolean {
  return rate !== undefined && rate.at - now > APART;
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
