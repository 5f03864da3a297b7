import { number, textTable, withSpread } from "../text-table.ts";
import { shownVerdict } from "../verdict.ts";
import type { FaultsResult } from "./run-faults.ts";

export function printFaults(results: readonly FaultsResult[]): string {
  const heads = ["case", "all up", "one down", "up/down", "line"];
  const rows = results.map(({ name, up, down, slower, most }) => [
    name,
    withSpread(up),
    withSpread(down),
    withSpread(slower, 2),
    shownVerdict(slower, most, 2),
  ]);
  return textTable(
    `Faults: requests per second, median of rounds (lowest..highest); one of three down may cost ${number(10)} %`,
    heads,
    rows,
  );
}
