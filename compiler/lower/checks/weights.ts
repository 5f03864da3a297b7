import { splitPercentages } from "../../diagnostics/chain/split-percentages.ts";
import { splitWeights } from "../../diagnostics/chain/split-weights.ts";
import { zeroWeight } from "../../diagnostics/chain/zero-weight.ts";
import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import type { Value } from "../../load/value.ts";
import { entries, field, number } from "../read.ts";
import { strategyParts } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

/** The weights of every split. */
export const checkWeights: ValueCheck = (root) =>
  strategyParts(root)
    .flatMap(({ value }) => field(value, "split") ?? [])
    .flatMap(checkSplit);

function checkSplit(weights: Value): Diagnostic[] {
  if (weights.kind !== "record") return [];
  const parts = entries(weights).map(({ name, origin, value }) => ({ name, origin, weight: number(value) }));
  const numbers = parts.map(({ weight }) => weight);
  if (numbers.some((weight) => weight === undefined || weight < 0)) return [];
  const sum = numbers.reduce<number>((total, weight) => total + (weight ?? 0), 0);
  const problem = parts.length === 0 ? "this split has no parts" : "all weights of this split are zero";
  if (sum === 0) return [diagnose(splitWeights, { problem }, weights.origin)];
  const zeros = parts.filter(({ weight }) => weight === 0);
  const whole = looksLikeSharesOf(sum, numbers);
  return [
    ...zeros.map(({ name, origin }) => diagnose(zeroWeight, { name }, origin)),
    ...(whole === undefined || parts.length < 2
      ? []
      : [diagnose(splitPercentages, { sum: rounded(sum), whole }, weights.origin)]),
  ];
}

/** Near 100 or 1 but not the same, and each part of it; undefined otherwise. */
function looksLikeSharesOf(sum: number, weights: readonly (number | undefined)[]): number | undefined {
  return [1, 100].find((whole) => {
    const distance = Math.abs(sum / whole - 1);
    return distance > 1e-9 && distance <= 0.2 && weights.every((weight) => (weight ?? 0) < whole);
  });
}

function rounded(sum: number): number {
  return Number(sum.toPrecision(12));
}
