/** Everything that can serve the requests of a place: its own plan, and what stands in for it when a budget is spent. */
import { atom } from "../../lower/connectives.ts";
import { nextDouble } from "../../lower/interval.ts";
import type { Budget, Condition, PolicyIr, Route } from "../../lower/ir.ts";
import type { CostTerm } from "../../plan/cost-term.ts";
import { costTerms } from "../../plan/cost-terms.ts";
import { type Order, reachable } from "../../plan/order.ts";
import { type PlacePlan, placePlan, planOf } from "../../plan/place-plan.ts";
import { type Tried, triedTargets } from "../../plan/tried.ts";

export interface PlannedPlace {
  readonly route: Route;
  readonly rule: number | "otherwise";
  readonly plan: PlacePlan;
  readonly tried: readonly Tried[];
  readonly costs: ReadonlyMap<string, CostTerm>;
  /** The budget that is spent, and what must then be so. */
  readonly spent?: { readonly budget: Budget; readonly when: Condition };
}

/** Refusals apart: they send nothing anywhere. */
export function plannedPlaces(policy: PolicyIr, route: Route, rule: number | "otherwise"): PlannedPlace[] {
  const own = placePlan(policy, route, rule);
  if (own.action.kind === "reject") return [];
  const spent = policy.budgets.flatMap((budget): PlannedPlace[] => {
    if (budget.exhausted?.kind !== "use") return [];
    const plan = planOf(policy, budget.exhausted, own.terms);
    return [{ ...planned(route, rule, plan), spent: { budget, when: isSpent(budget) } }];
  });
  return [planned(route, rule, own), ...spent];
}

function planned(route: Route, rule: number | "otherwise", plan: PlacePlan): PlannedPlace {
  const { order } = plan;
  if (!order) return { route, rule, plan, tried: [], costs: new Map() };
  const ofRoute = known.get(route) ?? new WeakMap<Order, Tries>();
  known.set(route, ofRoute);
  const tries = ofRoute.get(order) ?? triesOf(route, plan, order);
  ofRoute.set(order, tries);
  return { route, rule, plan, ...tries };
}

type Tries = Pick<PlannedPlace, "tried" | "costs">;

/** Rules that share an order share what can be tried of it. */
const known = new WeakMap<Route, WeakMap<Order, Tries>>();

function triesOf(route: Route, { terms, action }: PlacePlan, order: Order): Tries {
  const fallsBack = route.fallbackOn === undefined || route.fallbackOn.length > 0;
  const tried = triedTargets(order, { terms, fallsBack, origin: action.origin });
  return { tried, costs: costTerms(reachable(order).values(), route, terms) };
}

/** Nothing is left. A budget that is not known cannot be spent. */
export function isSpent({ name, origin }: Budget): Condition {
  const bounds = { from: Number.NEGATIVE_INFINITY, to: nextDouble(0) };
  return atom({ kind: "range", fact: `budget.${name}.left`, ...bounds }, origin);
}
