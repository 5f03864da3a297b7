import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { quantityRange } from "../diagnostics/syntax/quantity-range.ts";
import type { QuantityValue, Value } from "../load/value.ts";
import { duration, money } from "./read.ts";

const SHORTEST = 100;
const LONGEST = 24 * 3_600_000;

/** What is kept may be kept for longer than any request takes, by the last key of its path. */
const kept = { key: ".ttl", shortest: 1_000, longest: 365 * LONGEST };

/** A duration from 100 ms to a day (a `ttl`: from 1 s to a year), or money above zero; undefined when it is. */
export function checkRange(
  path: string,
  value: Value,
  unit: QuantityValue["unit"] = unitOf(value),
): Diagnostic | undefined {
  const isMoney = unit === "usd";
  const amount = value.kind === "quantity" ? value.amount : isMoney ? money(value) : duration(value);
  // What is no quantity at all is told where its form is checked.
  if (amount === undefined || Number.isNaN(amount)) return undefined;
  const isKept = path.endsWith(kept.key);
  const [shortest, longest] = isKept ? [kept.shortest, kept.longest] : [SHORTEST, LONGEST];
  const inRange = isMoney ? amount > 0 && Number.isFinite(amount) : amount >= shortest && amount <= longest;
  if (inRange) return undefined;
  const found = isMoney ? `$${amount}` : `${amount} ms`;
  const bound = isMoney ? "above zero" : isKept ? "from 1 second to 365 days" : "from 100 ms to 24 hours";
  return diagnose(quantityRange, { path, found, bound }, value.origin);
}

function unitOf(value: Value): QuantityValue["unit"] {
  return value.kind === "quantity" ? value.unit : "ms";
}
