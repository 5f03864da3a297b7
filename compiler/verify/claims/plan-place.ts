/** Everything that can serve the requests of a place: its own plan, and what stands in for it when a budget is spent. */
import { atom } from "../../lower/connectives.ts";
import { nextDouble } from "../../lower/interval.ts";
import type { Budget, Condition, PolicyIr, Route } from "../../lower/ir.ts";
import type { CostTerm } from "../../plan/cost-term.ts";
import { costTerms } from "../../plan/cost-terms.ts";
import { embedderCost } from "../../plan/embedder-cost.ts";
import { type Order, reachable } from "../../plan/order.ts";
import { type PlacePlan, placePlan, planOf } from "../../plan/place-plan.ts";
import { servedBy } from "../../plan/served-by.ts";
import { type Tried, triedTargets } from "../../plan/tried.ts";
import type { Origin } from "../../source.ts";

export interface PlannedPlace {
  readonly route: Route;
  readonly rule: number | "otherwise";
  readonly plan: PlacePlan;
  readonly tried: readonly Tried[];
  /** The embedder of a semantic cache, and the requests whose text goes there: all that some target serves. */
  readonly embedder?: Tried & { readonly origin: Origin };
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

type Tries = Pick<PlannedPlace, "tried" | "costs" | "embedder">;

/** Rules that share an order share what can be tried of it. */
const known = new WeakMap<Route, WeakMap<Order, Tries>>();

function triesOf(route: Route, { terms, action }: PlacePlan, order: Order): Tries {
  // A hedge goes on to the next target without any failure.
  const fallsBack = route.fallbackOn === undefined || route.fallbackOn.length > 0 || route.hedge !== undefined;
  const tried = triedTargets(order, { terms, fallsBack, origin: action.origin });
  const costs = costTerms(reachable(order).values(), route, terms);
  const { target, origin } = route.cache?.semantic?.embedder ?? {};
  if (!target || !origin) return { tried, costs };
  const cost = embedderCost(target);
  const embedder = { target, when: servedBy(tried, action.origin), origin };
  return { tried, embedder, costs: cost ? new Map([...costs, [target.id, cost]]) : costs };
}

/** Nothing is left. A budget that is not known cannot be spent. */
export function isSpent({ name, origin }: Budget): Condition {
  const bounds = { from: Number.NEGATIVE_INFINITY, to: nextDouble(0) };
  return atom({ kind: "range", fact: `budget.${name}.left`, ...bounds }, origin);
}
