/** The plans that requests get: of every action of a route that does not refuse and has a target left. */

import type { PolicyIr, Route, Rule, Strategy, Target, Terms } from "../lower/ir.ts";
import { type Order, reachable } from "../plan/order.ts";
import { placePlan } from "../plan/place-plan.ts";
import { rulePlaces } from "../plan/rule-places.ts";

export interface ServedPlan {
  readonly route: Route;
  /** Absent for what no rule decides. */
  readonly rule: Rule | undefined;
  readonly strategy: Strategy;
  readonly terms: Terms;
  readonly order: Order;
  /** All that the order can reach. */
  readonly targets: readonly Target[];
  /** Of the requests of a canary: `strategy` is the candidate, behind which stands what serves all others. */
  readonly isCanary?: true;
}

const known = new WeakMap<PolicyIr, readonly ServedPlan[]>();

export function servedPlans(policy: PolicyIr): readonly ServedPlan[] {
  const plans = known.get(policy) ?? policy.routes.flatMap((route) => plansOf(policy, route));
  known.set(policy, plans);
  return plans;
}

function plansOf(policy: PolicyIr, route: Route): ServedPlan[] {
  return rulePlaces(route).flatMap((place) => {
    const { action, terms, order, canary } = placePlan(policy, route, place);
    if (action.kind === "reject" || !order) return [];
    const rule = place === "otherwise" ? undefined : route.rules[place];
    const plan = (strategy: Strategy, order: Order, more: Pick<ServedPlan, "isCanary"> = {}) => {
      return { route, rule, strategy, terms, order, targets: [...reachable(order).values()], ...more };
    };
    const own = plan(action.strategy, order);
    return canary ? [own, plan(canary.definition.strategy, canary.order, { isCanary: true })] : [own];
  });
}

/** The most targets that one request can have in a row: of a split it gets one side. */
export function longest(order: Order): number {
  return Math.min(reachable(order).size, inRow(order));
}

function inRow(order: Order): number {
  if (order.kind === "target") return 1;
  if (order.kind === "split") return Math.max(...order.parts.map(({ of }) => inRow(of)));
  return order.of.reduce((sum, part) => sum + inRow(part), 0);
}
