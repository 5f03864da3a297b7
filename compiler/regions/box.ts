import type { CellSet } from "./columns.ts";

/** Column key to its allowed cells; never all of them, and never none. */
export type Box = ReadonlyMap<string, CellSet>;

/** Undefined when nothing is in both. */
export function intersect(left: Box, right: Box): Box | undefined {
  const both = new Map(left);
  for (const [key, cells] of right) {
    const shared = cells & (both.get(key) ?? cells);
    if (shared === 0n) return undefined;
    both.set(key, shared);
  }
  return both;
}
