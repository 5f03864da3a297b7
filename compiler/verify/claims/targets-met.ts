import type { Facts } from "../../../semantics/facts/facts.ts";
import type { Target } from "../../lower/ir.ts";
import { planned } from "../../reference/planned.ts";
import type { PlannedPlace } from "./plan-place.ts";

/** The targets that the request meets, in order. */
export function targetsMet({ plan, route }: PlannedPlace, facts: Facts): Target[] {
  return plan.order ? planned(plan.order, plan.terms, route.max, facts) : [];
}
