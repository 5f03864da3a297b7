import { attemptFailures } from "../../semantics/failures.ts";
import type { PolicyIr, Route } from "../lower/ir.ts";
import { failurePlans } from "../plan/failure-plans.ts";
import { reachable } from "../plan/order.ts";
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
    const count = longest(plan.order) + behindOutages(policy, plan);
    if (count > (found.get(plan.route)?.count ?? 0)) found.set(plan.route, { plan, count });
  }
  return found;
}

/** Targets that share the time besides, because an outage leads to them. */
function behindOutages(policy: PolicyIr, { route, terms, order }: ServedPlan): number {
  const plans = failurePlans(policy, route, terms).filter(({ classes }) =>
    classes.some((name) => attemptFailures[name].outage),
  );
  const known = new Set(reachable(order).keys());
  const behind = plans.map(({ plan }) => {
    const more = [...reachable(plan.order!).keys()].filter((id) => !known.has(id));
    for (const id of more) known.add(id);
    return Math.min(more.length, longest(plan.order!));
  });
  return behind.reduce((sum, count) => sum + count, 0);
}
