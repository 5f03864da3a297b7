import { number, textTable, withSpread } from "../text-table.ts";
import type { AnalyzeResult } from "./run-analyze.ts";

export function printAnalyze(results: readonly AnalyzeResult[]): string {
  return textTable(
    "Which rules ever decide: every check over all requests",
    ["policy", "verdicts, ms", "CPU, ms", "compile, ms", "reachable", "dead", "undecided", "million steps", "peak MB"],
    results.map(({ policy, ms, cpuMs, compileMs, reachable, dead, undecided, steps, peakMb }) => [
      policy,
      withSpread(ms),
      withSpread(cpuMs),
      withSpread(compileMs),
      number(reachable),
      number(dead),
      number(undecided),
      number(steps / 1e6, 1),
      withSpread(peakMb),
    ]),
  );
}
