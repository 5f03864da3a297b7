import { textTable, withSpread } from "../text-table.ts";
import type { CheckResult } from "./run-check.ts";

export function printCheck(results: readonly CheckResult[]): string {
  return textTable(
    "pointsman check, whole processes",
    ["policy", "types", "code", "cache", "wall ms", "CPU ms", "peak MB"],
    results.map(({ policy, types, code, cache, wallMs, cpuMs, peakMb }) => [
      policy,
      types ? "yes" : "no",
      code,
      cache,
      withSpread(wallMs),
      withSpread(cpuMs),
      withSpread(peakMb),
    ]),
  );
}
