import { number, textTable, withSpread } from "../text-table.ts";
import type { StateResult } from "./run-state.ts";

export function printState(results: readonly StateResult[]): string {
  const rows = results.map(({ store, together, pairs, bare, dearer }) => [
    store,
    number(together),
    withSpread(pairs),
    withSpread(bare),
    withSpread(dearer, 2),
  ]);
  const heads = ["store", "at once", "hold + settle", "two bare writes", "times"];
  return textTable("State: per second, beside the same engine (lowest..highest)", heads, rows);
}
