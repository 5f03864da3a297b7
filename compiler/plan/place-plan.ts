/** What serves the requests that a rule decides: its targets in order, and on which terms. */
import type { Action, Canary, PolicyIr, Route, Strategy, Target, Terms } from "../lower/ir.ts";
import { type CanaryPlan, canaryPlan } from "./canary-plan.ts";
import { type Order, orderOf } from "./order.ts";
import { operationOfTarget, routeOperation } from "./route-operation.ts";
import { bothTerms } from "./terms.ts";

export interface PlacePlan {
  readonly action: Action;
  readonly terms: Terms;
  /** Absent when the action refuses, or no target is allowed on these terms, whatever the request. */
  readonly order?: Order;
  /** What a share of its requests tries instead. */
  readonly canary?: CanaryPlan;
}

/** The same object each time. */
export function placePlan(policy: PolicyIr, route: Route, rule: number | "otherwise"): PlacePlan {
  const ofPolicy = places.get(policy) ?? new WeakMap<Route, Places>();
  places.set(policy, ofPolicy);
  const ofRoute = ofPolicy.get(route) ?? new Map<number | "otherwise", PlacePlan>();
  ofPolicy.set(route, ofRoute);
  const plan = ofRoute.get(rule) ?? newPlan(policy, route, rule);
  ofRoute.set(rule, plan);
  return plan;
}

type Places = Map<number | "otherwise", PlacePlan>;

const places = new WeakMap<PolicyIr, WeakMap<Route, Places>>();

function newPlan(policy: PolicyIr, route: Route, rule: number | "otherwise"): PlacePlan {
  const own = rule === "otherwise" ? undefined : route.rules[rule];
  const terms = own ? bothTerms(route.terms, own.terms) : route.terms;
  const plan = planOf(policy, own ? own.action : route.otherwise, {
    ...terms,
    max: route.max,
    operation: routeOperation(policy, route),
  });
  const canary = own?.canary ?? route.canary;
  if (!canary || !plan.order) return plan;
  const candidate = planOf(policy, actionOf(canary), plan.terms).order;
  return candidate ? { ...plan, canary: canaryPlan(canary, candidate, plan.order) } : plan;
}

function actionOf({ strategy }: Canary): Action {
  return { kind: "use", strategy, origin: strategy.origin };
}

/** The plan of an action on the terms of the place where a request was decided. */
export function planOf(policy: PolicyIr, action: Action, terms: Terms): PlacePlan {
  if (action.kind === "reject") return { action, terms };
  const { strategy } = action;
  if (strategy.kind !== "tier") return { action, ...ordered(policy, strategy, terms) };
  // Many rules share few tiers: the same tier on the same terms is the same object.
  const plans = known.get(policy) ?? new Map<string, Ordered>();
  known.set(policy, plans);
  const key = JSON.stringify([strategy.name, terms]);
  const plan = plans.get(key) ?? ordered(policy, strategy, terms);
  plans.set(key, plan);
  return { action, ...plan };
}

type Ordered = Pick<PlacePlan, "terms" | "order">;

const known = new WeakMap<PolicyIr, Map<string, Ordered>>();

function ordered(policy: PolicyIr, strategy: Strategy, terms: Terms): Ordered {
  const tiers = new Map(policy.tiers.map((tier) => [tier.name, tier.strategy]));
  const order = orderOf(strategy, tiers, (target) => isAllowed(target, terms));
  return order ? { terms, order } : { terms };
}

/** By the law that its provider is under, and by what it does. */
export function isAllowed(target: Target, { jurisdictions, operation }: Terms): boolean {
  const { provider } = target;
  if (operation !== undefined && operationOfTarget(target) !== operation) return false;
  return jurisdictions === undefined || jurisdictions.includes(provider.jurisdiction ?? "");
}
