import { missingPriceUnderLimit } from "../diagnostics/catalog/missing-price.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { hasPrice } from "../plan/has-price.ts";
import { standIns } from "../plan/stand-ins.ts";
import type { Check } from "./check.ts";
import { type NamedTarget, reached, usedActions } from "./reached.ts";

/** Targets without a price where a budget counts, what stands in for others included, or where `maxCost` compares. */
export const checkMissingPrices: Check = ({ policy }) => {
  const [budget] = policy.budgets;
  const counted = (targets: readonly NamedTarget[]) =>
    budget ? unpriced(targets, `the budget \`${budget.name}\` cannot count it`) : [];
  return [
    ...usedActions(policy).flatMap(({ terms, targets }) =>
      terms.maxCost === undefined ? counted(targets) : unpriced(targets, "`maxCost` has nothing to compare"),
    ),
    ...standIns(policy).flatMap((action) => (action.kind === "use" ? counted(reached(action.strategy, policy)) : [])),
  ];
};

function unpriced(targets: readonly NamedTarget[], because: string): Diagnostic[] {
  return targets
    .filter(({ target }) => !hasPrice(target))
    .map(({ target: { id }, origin }) => diagnose(missingPriceUnderLimit, { id, because }, origin));
}
