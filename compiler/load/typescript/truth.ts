import type { Value } from "../value.ts";

/** JavaScript's truth of a value that is known. */
export function isTruthy(value: Value): boolean {
  if (value.kind === "literal") return Boolean(value.value);
  if (value.kind === "quantity") return value.amount !== 0 && !Number.isNaN(value.amount);
  return value.kind !== "invalid";
}

/** `null` or `undefined`. */
export function isMissing(value: Value): boolean {
  return value.kind === "literal" && (value.value === undefined || value.value === null);
}
