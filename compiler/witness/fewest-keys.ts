import type { Cells } from "../regions/search/point.ts";
import type { Part } from "./part.ts";

/**
 * Leaves out one of the keys after the other, as long as the cells of the rest exclude each other without it. Half of them
 * are tried at once: where all can go together, each can go by itself.
 */
export function fewestKeys(keys: readonly string[], cells: Cells, find: (cells: Cells) => Part<unknown>): string[] {
  const kept = new Map([...cells].filter(([key]) => keys.includes(key)));
  const leaveOut = (some: readonly string[]): void => {
    if (some.length === 0) return;
    const rest = new Map([...kept].filter(([key]) => !some.includes(key)));
    if (find(rest).kind === "conflict") {
      for (const key of some) kept.delete(key);
    } else if (some.length > 1) {
      const half = some.length >> 1;
      leaveOut(some.slice(0, half));
      leaveOut(some.slice(half));
    }
  };
  leaveOut(keys);
  return [...kept.keys()];
}
