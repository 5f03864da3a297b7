/** `some` and `every`, unrolled: tests that ask facts are joined. */
import type { ListValue, SymbolValue, Value } from "../../value.ts";
import { isTruthy } from "../truth.ts";
import { literalAt, type MethodCall } from "./method.ts";

export function some(list: ListValue, call: MethodCall): Value | undefined {
  return fold("||", list, call);
}

export function every(list: ListValue, call: MethodCall): Value | undefined {
  return fold("&&", list, call);
}

function fold(operator: "&&" | "||", list: ListValue, { args, at }: MethodCall): Value | undefined {
  const [test] = args;
  if (test?.kind !== "function") return undefined;
  const stop = operator === "||";
  const symbolic: SymbolValue[] = [];
  for (const [index, item] of list.items.entries()) {
    const value = test.call([item, literalAt(index, at), list], at);
    if (value.kind === "invalid") return value;
    if (value.kind === "symbol") symbolic.push(value);
    // What comes before is asked first, and may hold: JavaScript gives the same answer either way.
    else if (isTruthy(value) === stop) return literalAt(stop, at);
  }
  return joined(operator, symbolic, { kind: "literal", value: !stop, origin: at });
}

/** In halves, so that a long list stays cheap. */
function joined(operator: "&&" | "||", parts: readonly Value[], otherwise: Value): Value {
  if (parts.length < 2) return parts[0] ?? otherwise;
  const middle = parts.length >> 1;
  const left = joined(operator, parts.slice(0, middle), otherwise);
  const right = joined(operator, parts.slice(middle), otherwise);
  const symbol = left.kind === "symbol" ? left : right;
  return symbol.kind === "symbol" ? symbol.symbols.logical(operator, left, () => right, otherwise.origin) : symbol;
}
