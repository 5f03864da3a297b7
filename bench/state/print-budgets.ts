import type { CaseResult } from "../proxy/measure-case.ts";
import { number, textTable, withSpread } from "../text-table.ts";
import { verdict } from "../verdict.ts";

export function printBudgets(results: readonly CaseResult[]): string {
  const rows = results.map(({ name, cpu, concurrency, most }) => [
    name,
    number(concurrency),
    withSpread(cpu.floor),
    withSpread(cpu.runtime),
    withSpread(cpu.ratio, 2),
    `${most} ${most === undefined ? "" : verdict(cpu.ratio, most)}`,
  ]);
  const heads = ["store", "at once", "without, µs", "under them, µs", "times", "line"];
  return textTable("Two budgets and a limit: CPU per request of 1 KB (lowest..highest)", heads, rows);
}
