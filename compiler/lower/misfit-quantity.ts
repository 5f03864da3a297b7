/** Durations and amounts of money that are written otherwise than they must be. */
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { moneyUnit } from "../diagnostics/syntax/money-unit.ts";
import { quantityWithoutUnit } from "../diagnostics/syntax/quantity-without-unit.ts";
import { wrongUnit } from "../diagnostics/syntax/wrong-unit.ts";
import type { Value } from "../load/value.ts";
import { describe } from "./expectation.ts";
import { checkRange } from "./quantity-range.ts";
import { number, text } from "./read.ts";

export const durationKeys: readonly string[] = [
  "deadline",
  "attempt",
  "firstToken",
  "idle",
  "after",
  "ttl",
  "lifetime",
];
export const moneyKeys: readonly string[] = ["maxCost", "limit", "spends"];

/** Undefined where the key stands for no quantity. */
export function misfitQuantity(key: string, path: string, value: Value): Diagnostic | undefined {
  const isMoney = moneyKeys.includes(key);
  if (!isMoney && !durationKeys.includes(key)) return undefined;
  if (value.kind === "quantity" && value.unit === (isMoney ? "usd" : "ms")) return checkRange(path, value);
  if (value.kind !== "quantity" && text(value) === undefined && number(value) === undefined) return undefined;
  return isMoney ? misfitMoney(path, value) : misfitDuration(path, value);
}

function misfitDuration(path: string, value: Value): Diagnostic {
  const bare = number(value) !== undefined || /^[\d_.]+$/.test(text(value) ?? "");
  if (bare) {
    const amount = Number(number(value) ?? text(value)?.replaceAll("_", ""));
    return diagnose(
      quantityWithoutUnit,
      { path, found: describe(value), amount, isYaml: isInYaml(value) },
      value.origin,
    );
  }
  const example = isInYaml(value) ? "`60s` or `1500ms`" : "`s(60)` or `ms(1_500)`";
  return diagnose(wrongUnit, { path, expected: "a duration", found: shown(value), example }, value.origin);
}

function misfitMoney(path: string, value: Value): Diagnostic {
  if (value.kind === "quantity" || /^\d+(\.\d+)?(ms|s|m|h)$/.test(text(value) ?? "")) {
    const example = isInYaml(value) ? "`$0.10`" : "`usd(0.10)`";
    return diagnose(wrongUnit, { path, expected: "money", found: shown(value), example }, value.origin);
  }
  const digits = /^\D*(\d+(?:\.\d+)?)\D*$/.exec(String(number(value) ?? text(value)))?.[1];
  const parameters = { path, found: describe(value), ...(digits === undefined ? {} : { amount: digits }) };
  return diagnose(moneyUnit, parameters, value.origin);
}

function isInYaml({ origin }: Value): boolean {
  return /\.ya?ml$/.test(origin.span.file.name);
}

function shown(value: Value): string {
  if (value.kind !== "quantity") return describe(value);
  return value.unit === "usd" ? "money" : "a duration";
}
