/** The requests that a plan is asked for. */

import { all, atom } from "../../lower/connectives.ts";
import type { Budget, Condition, PolicyIr } from "../../lower/ir.ts";
import { saidFact } from "../../lower/said-fact.ts";
import { isFree } from "../../plan/is-free.ts";
import { servedBy } from "../../plan/served-by.ts";
import { factSpec } from "../../regions/fact-spec.ts";
import { type PlannedPlace, whenFailed } from "./plan-place.ts";

/**
 * The requests that meet the condition, and that the place's own plan is asked for, or what stands in for it. Others spend from a
 * budget until a request's hold is taken, and its window turns: so whatever a rule has read of it, both can be.
 */
export function servedHere(policy: PolicyIr, place: PlannedPlace, condition: Condition): Condition {
  return all([askedHere(place, condition), belongs(policy, condition.origin)], condition.origin);
}

/** The same, with those that a budget refuses since it cannot say whose they are. */
export function askedHere({ canary, failed, admitted, spent }: PlannedPlace, condition: Condition): Condition {
  const { origin } = condition;
  const more = [...(canary ? [canary.when] : []), ...(failed ? [whenFailed(failed)] : [])];
  // An attempt that does not fit is one of the other plan; what costs nothing is held on nothing.
  const held = (spent?.instead.tried ?? []).filter(({ target }) => !isFree(target));
  const before = spent ? [spent.instead.admitted, servedBy(held, origin)] : [];
  return all([admitted, condition, ...more, ...before], origin);
}

/** The requests that no budget refuses since it cannot say whose they are. */
export function belongs(policy: PolicyIr, origin: Condition["origin"]): Condition {
  const named = policy.budgets.filter((budget) => mayBelongToNobody(policy, budget));
  return all(
    named.map(({ per }) => atom({ kind: "present", fact: per, type: "string" }, origin)),
    origin,
  );
}

/** Some requests have not the fact that says whose budget it is, and are refused. */
export function mayBelongToNobody(policy: Pick<PolicyIr, "metadata">, budget: Budget): boolean {
  return budget.missing !== "pool" && mayLackOwner(policy, budget);
}

/** Some requests have not the fact that says whose budget it is. */
export function mayLackOwner({ metadata }: Pick<PolicyIr, "metadata">, { per }: Budget): boolean {
  const field = metadata.find((one) => saidFact(one) === per);
  return field ? field.required !== true : factSpec(per)?.missing !== undefined;
}
