import type { ListValue, Value } from "../../value.ts";
import { type MethodCall, numberOf } from "./method.ts";

/** `toSorted`: with a comparison, or as texts. Undefined where items cannot be compared. */
export function sorted({ items }: ListValue, { args, at, evaluation }: MethodCall): Value | undefined {
  const [comparison] = args;
  if (!comparison) return asTexts(items, at, evaluation);
  if (comparison.kind !== "function") return undefined;
  let invalid: Value | undefined;
  let comparable = true;
  const order = (a: Value, b: Value): number => {
    if (invalid || !comparable) return 0;
    const result = comparison.call([a, b], at);
    if (result.kind === "invalid") invalid = result;
    else if (result.kind === "quantity") return result.amount;
    else if (numberOf(result) === undefined) comparable = false;
    return numberOf(result) ?? 0;
  };
  const result = items.toSorted(order);
  return invalid ?? (comparable ? evaluation.list(result, at) : undefined);
}

function asTexts(
  items: readonly Value[],
  at: MethodCall["at"],
  evaluation: MethodCall["evaluation"],
): Value | undefined {
  const texts = items.map((item) => (item.kind === "literal" ? String(item.value) : undefined));
  if (!texts.every((text) => text !== undefined)) return undefined;
  const order = [...items.keys()].sort((a, b) => (texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0));
  return evaluation.list(
    order.map((index) => items[index]!),
    at,
  );
}
