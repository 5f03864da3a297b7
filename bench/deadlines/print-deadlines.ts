import { number, textTable } from "../text-table.ts";
import type { DeadlineResult } from "./run-deadlines.ts";

export function printDeadlines(results: readonly DeadlineResult[]): string {
  const heads = ["limit", "is ms", "at a time", "requests", "earliest", "p50", "p99", "latest"];
  const rows = results.map(({ name, limit, atATime, requests, late: { min, p50, p99, max } }) => [
    name,
    ...[limit, atATime, requests].map((value) => number(value)),
    ...[min, p50, p99, max].map((value) => number(value, 1)),
  ]);
  return textTable("Deadlines: milliseconds behind a limit at which the client was told", heads, rows);
}
