/** What a plan serves itself: when a budget is spent, something else serves, or nothing does. */
import { all, not } from "../../lower/connectives.ts";
import type { Condition, PolicyIr } from "../../lower/ir.ts";
import { columnsOf } from "../../regions/columns.ts";
import type { Columns } from "../../regions/search/point.ts";
import type { RouteSpace } from "../route-space.ts";
import { isSpent, type PlannedPlace, whenFailed } from "./plan-place.ts";

/**
 * The condition, and that no budget is spent that the condition or the route's own `columns` ask about: any other can be
 * taken not to be.
 */
export function unspent({ budgets }: PolicyIr, condition: Condition, columns: Columns): Condition {
  if (budgets.length === 0) return condition;
  const asked = [...columns.values(), ...columnsOf([condition]).values()].map(({ fact }) => fact);
  const open = budgets
    .filter(({ name }) => asked.some((fact) => fact.startsWith(`budget.${name}.`)))
    .map((budget) => not(isSpent(budget), condition.origin));
  return all([condition, ...open], condition.origin);
}

/** The requests that meet the condition, and that the place's own plan is asked for, or what stands in for it. */
export function servedHere(
  policy: PolicyIr,
  { columns }: RouteSpace,
  { spent, canary, failed, admitted }: PlannedPlace,
  condition: Condition,
): Condition {
  const more = [...(canary ? [canary.when] : []), ...(failed ? [whenFailed(failed)] : [])];
  const taken = all([admitted, condition, ...more], condition.origin);
  return spent ? all([spent.when, taken], condition.origin) : unspent(policy, taken, columns);
}
