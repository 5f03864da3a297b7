import { textTable, withSpread } from "../text-table.ts";
import { shownVerdict } from "../verdict.ts";
import type { TranslateResult } from "./run-translate.ts";

export function printTranslate(results: readonly TranslateResult[]): string {
  const heads = ["shape", "client and target", "CPU", "to bytes that pass", "line", "to floor"];
  const rows = results.map(({ shape, name, cpu, toSame, toFloor, most }) => [
    shape,
    name,
    withSpread(cpu),
    withSpread(toSame, 2),
    shownVerdict(toSame, most, 1),
    withSpread(toFloor, 2),
  ]);
  const title = "Translate: CPU per request in µs, 16 at a time, median of rounds (lowest..highest)";
  return textTable(title, heads, rows);
}
