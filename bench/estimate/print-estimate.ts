import { scaled } from "../statistics.ts";
import { number, textTable, withSpread } from "../text-table.ts";
import type { EstimateResult } from "./run-estimate.ts";

export function printEstimate(results: readonly EstimateResult[]): string {
  const rows = results.map(({ text, characters, tokens, rate, growth }) => [
    text,
    number(characters / 1000),
    number(tokens),
    withSpread(scaled(rate, 1e-6)),
    withSpread(growth, 2),
  ]);
  const heads = ["text", "K characters", "tokens", "M characters/s", "time per character at 8× the length"];
  return textTable("Token estimates: millions of characters per second on one core (lowest..highest)", heads, rows);
}
