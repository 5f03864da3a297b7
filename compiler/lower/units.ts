/** Which constants a number fact may be compared with. */
import type { FactType, FactUnit } from "../../schemas/facts.ts";
import type { Unit, Value } from "../load/value.ts";

/** The constant as a number of the unit; undefined when it is none. */
export function amountIn(unit: FactUnit, constant: Value): number | undefined {
  if (constant.kind === "quantity") return constant.unit === unit ? constant.amount : undefined;
  const number = constant.kind === "literal" && typeof constant.value === "number" ? constant.value : undefined;
  return isMeasured(unit) && number !== 0 ? undefined : number;
}

/** What is wrong with the units of a comparison, in words; undefined when nothing is, or no unit is in play. */
export function mismatchOf(
  type: FactType,
  constant: Value,
): { unit: string; constant: string; instead: string } | undefined {
  if (type.kind !== "number" || amountIn(type.unit, constant) !== undefined) return undefined;
  const unit = unitNames[type.unit];
  if (constant.kind === "quantity") {
    const { amount } = constant;
    return {
      unit,
      constant: `${quantity(constant.unit, amount)} is ${unitNames[constant.unit]}`,
      instead: way(type.unit),
    };
  }
  if (constant.kind !== "literal" || typeof constant.value !== "number") return undefined;
  return { unit, constant: `${constant.value} has no unit`, instead: way(type.unit, constant.value) };
}

const unitNames: Readonly<Record<FactUnit, string>> = {
  tokens: "a number of tokens",
  count: "a plain count",
  hours: "an hour of the day",
  percent: "a plain number from 0 to 100",
  ratio: "a plain ratio",
  usd: "in US dollars",
  ms: "a duration",
};

function isMeasured(unit: FactUnit): unit is Unit {
  return unit === "usd" || unit === "ms";
}

function quantity(unit: Unit, amount: number): string {
  return `\`${unit}(${amount})\``;
}

function way(unit: FactUnit, amount?: number): string {
  if (unit === "usd") return `Write an amount of US dollars: ${quantity(unit, amount ?? 5)}.`;
  if (unit === "ms") return `Write a duration: ${quantity(unit, amount ?? 1500)}, or \`s(2)\`.`;
  return "Write a plain number.";
}
