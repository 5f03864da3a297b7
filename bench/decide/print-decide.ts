import { number, textTable, withSpread } from "../text-table.ts";
import type { DecideResult } from "./run-decide.ts";

export function printDecide(results: readonly DecideResult[]): string {
  return `${rates(results)}\n${tables(results)}`;
}

function rates(results: readonly DecideResult[]): string {
  const heads = ["rules", "table", "linear scan", "scan by team", "table/scan", "table/by team", "facts + table"];
  const rows = results.map((result) => [
    number(result.rules),
    thousands(result.table.median),
    thousands(result.scan.median),
    thousands(result.byTeam.median),
    withSpread(result.overScan, 2),
    withSpread(result.overByTeam, 2),
    thousands(result.fromBody.median),
  ]);
  return textTable("Decisions: thousands per second on one core; ratios within rounds (lowest..highest)", heads, rows);
}

function tables(results: readonly DecideResult[]): string {
  const heads = ["rules", "boxes", "columns", "policy KB", "table KB", "compile ms", "load ms", "ruled", "body bytes"];
  const rows = results.map((result) => [
    number(result.rules),
    number(result.boxes),
    number(result.columns),
    number(result.policyBytes / 1024, 1),
    number(result.tableBytes / 1024, 1),
    number(result.compileMs),
    number(result.loadMs, 1),
    `${number(result.ruled * 100)}%`,
    number(result.meanBodyBytes),
  ]);
  const title =
    "Their tables (compiled once, through the front end), and the requests: share that a rule decided, mean body";
  return textTable(title, heads, rows);
}

function thousands(perSecond: number): string {
  return number(perSecond / 1000, perSecond < 10_000 ? 1 : 0);
}
