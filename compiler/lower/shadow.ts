import type { Value } from "../load/value.ts";
import type { Shadow } from "./ir.ts";
import { entry, field, number } from "./read.ts";
import { lowerStrategy, type Names } from "./strategy.ts";

/** What a route asks in the background; undefined when something in it has been reported. */
export function lowerShadow(route: Value, names: Names): Shadow | undefined {
  const shadow = entry(route, "shadow");
  const use = shadow && field(shadow.value, "use");
  const strategy = use && lowerStrategy(use, names);
  if (!shadow || !strategy) return undefined;
  const action = { kind: "use" as const, strategy, origin: use.origin };
  return { action, share: number(field(shadow.value, "share")) ?? 0, origin: shadow.origin };
}
