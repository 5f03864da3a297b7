import { missingPriceUnderLimit } from "../diagnostics/catalog/missing-price.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { hasPrice } from "../plan/has-price.ts";
import type { Check } from "./check.ts";
import { type NamedTarget, usedActions } from "./reached.ts";

/** Targets without a price where a budget counts, a limit compares, or the cheapest is looked for. */
export const checkMissingPrices: Check = ({ policy }) =>
  usedActions(policy).flatMap(({ terms, targets }) => {
    const [budget] = policy.budgets;
    if (terms.maxCost !== undefined) return unpriced(targets, "`maxCost` has nothing to compare");
    return budget ? unpriced(targets, `the budget \`${budget.name}\` cannot count it`) : [];
  });

function unpriced(targets: readonly NamedTarget[], because: string): Diagnostic[] {
  return targets
    .filter(({ target }) => !hasPrice(target))
    .map(({ target: { id }, origin }) => diagnose(missingPriceUnderLimit, { id, because }, origin));
}
