/** Sets of characters as what they are in a text of code units: single units, and pairs. */
import type { Characters } from "../../lower/pattern/characters.ts";

export interface Pair {
  readonly leads: Characters;
  readonly trails: Characters;
}

export const leads: Characters = [[0xd800, 0xdbff]];
export const trails: Characters = [[0xdc00, 0xdfff]];

/** The part of a set between two bounds, both included. */
export function within(set: Characters, low: number, high: number): Characters {
  return set.flatMap(([from, to]) => (from <= high && to >= low ? [[Math.max(from, low), Math.min(to, high)]] : []));
}

/** The characters above 0xffff, in pairs of which any lead goes with any trail. */
export function pairsOf(set: Characters): Pair[] {
  const byTrails = new Map<string, { leads: [number, number][]; trails: Characters }>();
  for (const [lead, last, trails] of leadRuns(within(set, 0x10000, 0x10ffff))) {
    const key = trails.join();
    const group = byTrails.get(key) ?? { leads: [], trails };
    group.leads.push([lead, last]);
    byTrails.set(key, group);
  }
  return [...byTrails.values()];
}

/** Runs of leads, each with its trails; a lead stands in one run only. */
function leadRuns(set: Characters): [first: number, last: number, trails: Characters][] {
  const partial = new Map<number, [number, number][]>();
  const runs: [number, number, Characters][] = [];
  const add = (lead: number, from: number, to: number) => {
    partial.set(lead, [...(partial.get(lead) ?? []), [from, to]]);
  };
  for (const [from, to] of set) {
    const [first, firstTrail] = split(from);
    const [last, lastTrail] = split(to);
    if (first === last) {
      add(first, firstTrail, lastTrail);
      continue;
    }
    const whole: [number, number] = [firstTrail === 0xdc00 ? first : first + 1, lastTrail === 0xdfff ? last : last - 1];
    if (whole[0] > first) add(first, firstTrail, 0xdfff);
    if (whole[0] <= whole[1]) runs.push([...whole, trails]);
    if (whole[1] < last) add(last, 0xdc00, lastTrail);
  }
  return [...runs, ...[...partial].map(([lead, of]): [number, number, Characters] => [lead, lead, of])];
}

function split(code: number): [lead: number, trail: number] {
  const rest = code - 0x10000;
  return [0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff)];
}
