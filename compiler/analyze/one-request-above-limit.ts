import { MOST_CHOICES } from "../../schemas/facts.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { type OneRequest, oneRequest } from "../diagnostics/rate/one-request.ts";
import type { Limit, PolicyIr } from "../lower/ir.ts";
import { limitsOf } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { type ServedPlan, servedPlans } from "./served-plans.ts";

/** Limits on tokens with less room than one request of some route may take. */
export const checkOneRequest: Check = ({ policy }) =>
  policy.limits.flatMap((limit) => [
    ...told(limit, largest(policy, limit, "inputTokens", inputOf)),
    ...told(limit, largest(policy, limit, "outputTokens", outputOf)),
  ]);

type Taken = Pick<OneRequest, "route" | "most" | "id">;

function largest(
  policy: PolicyIr,
  limit: Limit,
  rate: OneRequest["rate"],
  takenOf: (plan: ServedPlan) => Taken[],
): OneRequest | undefined {
  const room = limit.rates?.[rate];
  if (room === undefined) return undefined;
  const met = servedPlans(policy).filter(({ route }) => limitsOf(policy, route).includes(limit));
  const [most] = met.flatMap(takenOf).toSorted((a, b) => b.most - a.most);
  return most && most.most > room ? { name: limit.name, rate, limit: room, ...most } : undefined;
}

/** A route without a bound takes what its models take, and says so. */
function inputOf({ route: { name, max } }: ServedPlan): Taken[] {
  return max.inputTokens === undefined ? [] : [{ route: name, most: max.inputTokens }];
}

/** Of a request that asks for as much as it may have; one that does not ask is taken for as much. */
function outputOf({ route: { name, max }, targets, terms }: ServedPlan): Taken[] {
  if (terms.operation === "embeddings") return [];
  const choices = max.choices === undefined ? 1 : Math.min(max.choices, MOST_CHOICES);
  if (max.outputTokens !== undefined) return [{ route: name, most: max.outputTokens * choices }];
  return targets.flatMap(({ id, model }) =>
    model.maxOutput === undefined ? [] : [{ route: name, most: model.maxOutput * choices, id }],
  );
}

function told({ origin }: Limit, found: OneRequest | undefined): Diagnostic[] {
  return found ? [diagnose(oneRequest, found, origin)] : [];
}
