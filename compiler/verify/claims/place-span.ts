import type { Span } from "../../source.ts";
import type { PlannedPlace } from "./plan-place.ts";

/** Where it is written what is decided at a place. */
export function placeSpan({ route, rule }: Pick<PlannedPlace, "route" | "rule">): Span {
  return rule === "otherwise" ? route.otherwise.origin.span : route.rules[rule]!.when.origin.span;
}
