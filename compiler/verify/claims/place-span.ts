import type { Span } from "../../source.ts";
import type { PlannedPlace } from "./plan-place.ts";

/** Where it is written what is decided at a place. */
export function placeSpan({ route, rule }: Pick<PlannedPlace, "route" | "rule">): Span {
  return rule === "otherwise" ? route.otherwise.origin.span : route.rules[rule]!.when.origin.span;
}

/** A place as claims name it: "rule 1 of chat". */
export function placeName({ name }: PlannedPlace["route"], rule: number | "otherwise"): string {
  return rule === "otherwise" ? `otherwise of ${name}` : `rule ${rule + 1} of ${name}`;
}
