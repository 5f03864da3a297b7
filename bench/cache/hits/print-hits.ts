import { textTable, withSpread } from "../../text-table.ts";
import { shownVerdict } from "../../verdict.ts";
import type { HitsResult } from "./run-hits.ts";

export function printHits(results: readonly HitsResult[]): string {
  const rows = results.map(({ store, name, direct, hit, added, most }) => [
    store,
    name,
    withSpread(direct, 2),
    withSpread(hit, 2),
    withSpread(added, 2),
    shownVerdict(added, most),
  ]);
  const heads = ["store", "answer", "who does nothing, ms", "what was kept, ms", "added, ms", "line"];
  return textTable("Exact hits: median of one request at a time (lowest..highest round)", heads, rows);
}
