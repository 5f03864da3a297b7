/** What the catalog does not say of a target, such as how long a provider keeps what it is sent. */
import type { Symbols, SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import type { FactSymbol } from "./fact-symbol.ts";

const comparisons: readonly string[] = ["<", "<=", ">", ">="];

/**
 * Used as true or false it is false, and so is every comparison with it but the one with `undefined`: two values that are
 * both unknown are not equal.
 */
export function unknownValue(spelled: string, origin: Origin): SymbolValue {
  return { kind: "symbol", symbol: { kind: "unknown", spelled } satisfies FactSymbol, symbols, origin };
}

export function isUnknown(value: Value): boolean {
  return value.kind === "symbol" && (value.symbol as FactSymbol).kind === "unknown";
}

const symbols: Symbols = {
  member: (object, _, at) => ({ ...object, origin: at }),
  call: (object, _, __, at) => ({ ...object, origin: at }),
  binary: (operator, left, right, at) => {
    const isEqual = isUndefined(left) || isUndefined(right);
    if (operator === "===" || operator === "!==") return truth(isEqual === (operator === "==="), at);
    return comparisons.includes(operator) ? truth(false, at) : computed(left, right, at);
  },
  not: (_, at) => truth(true, at),
  logical: (operator, left, right) => (operator === "&&" ? left : right()),
  includes: (list, _, at) => truth(list.items.some(isUndefined), at),
  coalesce: (_, right) => right(),
  choose: (_, __, whenFalse) => whenFalse(),
};

function isUndefined(value: Value): boolean {
  return value.kind === "literal" && value.value === undefined;
}

/** What is computed with something unknown is unknown. */
function computed(left: Value, right: Value, at: Origin): Value {
  return { ...(isUnknown(left) ? left : right), origin: at };
}

function truth(value: boolean, origin: Origin): Value {
  return { kind: "literal", value, origin };
}
