import { isDeepStrictEqual } from "node:util";
import type { Facts } from "../../../semantics/facts/facts.ts";
import { splitShare } from "../../../semantics/split-share.ts";
import { MAX_COST } from "../../lower/derived-facts.ts";
import { derivedValues } from "../../reference/derived-values.ts";
import { holds } from "../../reference/holds.ts";
import type { Ask } from "./implicant.ts";
import { planOfRequest, type RequestPlan } from "./plan-of-request.ts";
import type { PlannedPlace } from "./plan-place.ts";

/** How conditions are asked of a request that a place decides. */
export function askOf({ costs }: PlannedPlace, facts: Facts): Ask {
  const derived = derivedValues(costs, facts);
  return (condition) => holds(condition, facts, derived);
}

/** What a request that a place decides can try, and why. `goesOn`: whether anything goes on to the next target. */
export function readPlan(place: PlannedPlace, facts: Facts, goesOn: boolean): RequestPlan {
  const { plan } = place;
  if (!plan.order) return { planned: [], leftOut: [] };
  const costs = derivedValues(place.costs, facts);
  return planOfRequest(plan.order, {
    terms: plan.terms,
    goesOn,
    origin: plan.action.origin,
    ask: askOf(place, facts),
    share: (by) => splitShare(facts, by),
    cost: (id) => costs(MAX_COST, id),
    costsAlike: (a, b) => isDeepStrictEqual(place.costs.get(a), place.costs.get(b)),
  });
}
