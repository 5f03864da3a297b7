import type { TableRates } from "../../schemas/table-price.ts";
import { rateNames } from "../../semantics/rates.ts";
import { untrippableBudget } from "../diagnostics/cost/untrippable-budget.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Target } from "../lower/ir.ts";
import { emitPrice } from "../plan/emit-price.ts";
import { hasPrice } from "../plan/has-price.ts";
import type { Check } from "./check.ts";
import { servedPlans } from "./served-plans.ts";

/** Budgets in a policy that spends nothing: what it serves is free, or it serves nothing. */
export const checkUntrippableBudgets: Check = ({ policy }) => {
  if (policy.budgets.length === 0) return [];
  const targets = servedPlans(policy).flatMap((plan) => plan.targets);
  if (!targets.every(isFree)) return [];
  return policy.budgets.map(({ name, origin }) => {
    return diagnose(untrippableBudget, { name, refusesAll: targets.length === 0 }, origin);
  });
};

function isFree(target: Target): boolean {
  const { model } = target;
  if (model.price === undefined || !hasPrice(target)) return false;
  const { tiers = [], scheduled = [], offPeak = {}, serviceTiers = {}, ...usual } = emitPrice(model.price, model);
  const all: readonly TableRates[] = [usual, ...tiers, ...scheduled, offPeak, ...Object.values(serviceTiers)];
  return !usual.unknown && !usual.per1kQueries && all.every((rates) => rateNames.every((name) => !rates[name]));
}
