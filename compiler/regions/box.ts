import type { CellSet } from "./columns.ts";

/** Column key to its allowed cells; never all of them, and never none. */
export type Box = ReadonlyMap<string, CellSet>;

/** Everything when there is none; undefined when nothing is in all. */
export function intersection(boxes: readonly Box[]): Box | undefined {
  const all = new Map<string, CellSet>();
  for (const box of boxes) {
    for (const [key, cells] of box) {
      const shared = cells & (all.get(key) ?? cells);
      if (shared === 0n) return undefined;
      all.set(key, shared);
    }
  }
  return all;
}

/** Undefined when nothing is in both. */
export function intersect(left: Box, right: Box): Box | undefined {
  return intersection([left, right]);
}
