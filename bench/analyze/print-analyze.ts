import { number, textTable, withSpread } from "../text-table.ts";
import type { AnalyzeResult } from "./run-analyze.ts";

export function printAnalyze(results: readonly AnalyzeResult[]): string {
  return textTable(
    "Which rules ever decide: every check over all requests",
    ["policy", "ms", "reachable", "dead", "undecided", "million steps", "peak MB"],
    results.map(({ policy, ms, reachable, dead, undecided, steps, peakMb }) => [
      policy,
      withSpread(ms),
      number(reachable),
      number(dead),
      number(undecided),
      number(steps / 1e6, 1),
      withSpread(peakMb),
    ]),
  );
}
