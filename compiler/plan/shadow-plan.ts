import type { PolicyIr, Route, Terms } from "../lower/ir.ts";
import { type PlacePlan, planOf } from "./place-plan.ts";

/**
 * What is asked beside the plan of a place, on its terms; undefined where nothing is. Of embeddings there is nothing to compare: two
 * models have no vectors in common.
 */
export function shadowPlan(policy: PolicyIr, { shadow }: Route, terms: Terms): PlacePlan | undefined {
  if (!shadow || shadow.share === 0 || terms.operation === "embeddings") return undefined;
  const plan = planOf(policy, shadow.action, terms);
  return plan.order && plan;
}
