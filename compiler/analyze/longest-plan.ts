import type { PolicyIr, Route } from "../lower/ir.ts";
import { longest, type ServedPlan, servedPlans } from "./served-plans.ts";

export interface LongestPlan {
  readonly plan: ServedPlan;
  /** Targets that one request can have in a row. */
  readonly count: number;
}

/** By route, the plan whose targets share the deadline between most. */
export function longestPlans(policy: PolicyIr): ReadonlyMap<Route, LongestPlan> {
  const found = new Map<Route, LongestPlan>();
  for (const plan of servedPlans(policy)) {
    const count = longest(plan.order);
    if (count > (found.get(plan.route)?.count ?? 0)) found.set(plan.route, { plan, count });
  }
  return found;
}
