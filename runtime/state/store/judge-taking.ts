import type { Room, Taken, Taking } from "./limits.ts";
import { fits, roomAt, waitFor } from "./rate-level.ts";

interface Full {
  readonly index: number;
  readonly room: Room;
  readonly wait: number | undefined;
}

/** `levels`: by rate, before it is taken; `inUse`: by place, those of others. */
export function judgeTaking({ rates, places }: Taking, levels: readonly number[], inUse: readonly number[]): Taken {
  const full: Full[] = [];
  for (const [index, rate] of rates.entries()) {
    const level = levels[index]!;
    if (!fits(level, rate)) full.push({ index, room: roomAt(level, rate), wait: waitFor(level, rate) });
  }
  for (const [i, { most }] of places.entries())
    if (inUse[i]! >= most) full.push({ index: rates.length + i, room: { left: 0, reset: 0 }, wait: undefined });
  const [first, ...others] = full;
  if (first !== undefined)
    return { kind: "over", ...others.reduce((one, other) => (lengthOf(other) > lengthOf(one) ? other : one), first) };
  const ofRates = rates.map((rate, i) => roomAt(levels[i]! + rate.amount, rate));
  const ofPlaces = places.map(({ most }, i) => ({ left: most - inUse[i]! - 1, reset: 0 }));
  return { kind: "taken", left: [...ofRates, ...ofPlaces] };
}

function lengthOf({ wait }: Full): number {
  return wait ?? Number.POSITIVE_INFINITY;
}
