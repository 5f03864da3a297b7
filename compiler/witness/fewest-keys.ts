import type { Cells } from "../regions/search/point.ts";
import type { Part } from "./part.ts";

/** Leaves out one of the keys after the other, as long as the cells of the rest exclude each other without it. */
export function fewestKeys(keys: readonly string[], cells: Cells, find: (cells: Cells) => Part<unknown>): string[] {
  const kept = new Map([...cells].filter(([key]) => keys.includes(key)));
  for (const key of keys) {
    const rest = new Map([...kept].filter(([other]) => other !== key));
    if (find(rest).kind === "conflict") kept.delete(key);
  }
  return [...kept.keys()];
}
