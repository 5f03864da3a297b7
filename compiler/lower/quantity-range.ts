import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { quantityRange } from "../diagnostics/syntax/quantity-range.ts";
import type { QuantityValue, Value } from "../load/value.ts";
import { duration, money } from "./read.ts";

const SHORTEST = 100;
const LONGEST = 24 * 3_600_000;

/** A duration from 100 ms to a day, or money above zero; undefined when it is. */
export function checkRange(
  path: string,
  value: Value,
  unit: QuantityValue["unit"] = unitOf(value),
): Diagnostic | undefined {
  const isMoney = unit === "usd";
  const amount = value.kind === "quantity" ? value.amount : isMoney ? money(value) : duration(value);
  if (amount === undefined) return undefined;
  const inRange = isMoney ? amount > 0 && Number.isFinite(amount) : amount >= SHORTEST && amount <= LONGEST;
  if (inRange) return undefined;
  const found = isMoney ? `$${amount}` : `${amount} ms`;
  const bound = isMoney ? "above zero" : "from 100 ms to 24 hours";
  return diagnose(quantityRange, { path, found, bound }, value.origin);
}

function unitOf(value: Value): QuantityValue["unit"] {
  return value.kind === "quantity" ? value.unit : "ms";
}
