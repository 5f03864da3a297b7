import { untrippableBudget } from "../diagnostics/cost/untrippable-budget.ts";
import { diagnose } from "../diagnostics/define.ts";
import { isFree } from "../plan/is-free.ts";
import { limitsOf } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { servedPlans } from "./served-plans.ts";
import { besideActions, failureActions } from "./strategies.ts";

/** Budgets in a policy that spends nothing: what it serves, and asks beside that, is free, or it serves nothing. */
export const checkUntrippableBudgets: Check = ({ policy }) => {
  if (policy.budgets.length === 0) return [];
  const plans = servedPlans(policy);
  const targets = plans.flatMap((plan) => plan.targets);
  const routes = [...new Set(plans.map(({ route }) => route))];
  // What a spent budget leads to is asked only where something was to be paid before.
  const more = routes.flatMap((route) => [
    ...failureActions(route),
    ...besideActions(route),
    ...limitsOf(policy, route).flatMap(({ exhausted }) => exhausted ?? []),
  ]);
  const others = more.flatMap((action) => (action.kind === "use" ? reached(action.strategy, policy) : []));
  if (![...targets, ...others.map(({ target }) => target)].every(isFree)) return [];
  return policy.budgets.map(({ name, origin }) => {
    return diagnose(untrippableBudget, { name, refusesAll: targets.length === 0 }, origin);
  });
};
