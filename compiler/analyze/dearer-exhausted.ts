import { dearerExhausted } from "../diagnostics/cost/dearer-exhausted.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { Target } from "../lower/ir.ts";
import { reachable } from "../plan/order.ts";
import { planOf } from "../plan/place-plan.ts";
import type { Check } from "./check.ts";
import { type CurrentRates, currentRates } from "./current-rates.ts";
import { servedPlans } from "./served-plans.ts";

/** Spent budgets with a target, first or fallback, that costs more than every target of every other plan. */
export const checkDearerExhausted: Check = ({ policy, today }) => {
  const usual = servedPlans(policy).map(({ targets }) => targets);
  return policy.budgets.flatMap(({ exhausted }) => {
    const order = exhausted && planOf(policy, exhausted, {}).order;
    if (!order) return [];
    const instead = [...reachable(order).values()];
    const others = distinct(usual.filter((targets) => !sameTargets(targets, instead)).flat());
    const [ofInstead, ofOthers] = [ratesOf(instead, today), ratesOf(others, today)];
    if (!ofInstead || !ofOthers || others.length === 0) return [];
    const most = each(ofOthers, Math.max);
    const dearer = ofInstead.filter(({ input, output }) => input > most.input && output > most.output);
    const [first] = dearer;
    if (!first) return [];
    // Where not all are dearer, the first of those that are is named.
    const isAll = dearer.length === ofInstead.length;
    const found = isAll
      ? { least: each(ofInstead, Math.min) }
      : { least: first, only: instead[ofInstead.indexOf(first)]!.id };
    return [diagnose(dearerExhausted, { ...found, most }, exhausted.origin)];
  });
};

/** Some requests may be served so anyway; for them nothing changes. */
function sameTargets(a: readonly Target[], b: readonly Target[]): boolean {
  const ids = new Set(b.map(({ id }) => id));
  return a.length === b.length && a.every(({ id }) => ids.has(id));
}

/** Rules often share their targets. */
function distinct(targets: readonly Target[]): Target[] {
  return [...new Map(targets.map((target) => [target.id, target])).values()];
}

/** Undefined when one is unknown. */
function ratesOf(targets: readonly Target[], today: string): CurrentRates[] | undefined {
  const known = targets.flatMap((target) => currentRates(target, today) ?? []);
  return known.length === targets.length ? known : undefined;
}

function each(rates: readonly CurrentRates[], pick: (...values: number[]) => number): CurrentRates {
  return { input: pick(...rates.map(({ input }) => input)), output: pick(...rates.map(({ output }) => output)) };
}
