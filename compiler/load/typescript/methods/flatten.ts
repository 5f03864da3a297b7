import type { Value } from "../../value.ts";
import type { MethodCall } from "./method.ts";

/** The items, those of lists in their place, `depth` levels down. Each costs a step: few lists can stand for many items. */
export function flatten(items: readonly Value[], depth: number, { at, evaluation }: MethodCall): Value {
  const flat: Value[] = [];
  const add = (from: readonly Value[], levels: number): void => {
    evaluation.spend(at, from.length);
    for (const item of from) {
      if (item.kind === "list" && levels > 0) add(item.items, levels - 1);
      else flat.push(item);
    }
  };
  add(items, depth);
  return evaluation.list(flat, at);
}
