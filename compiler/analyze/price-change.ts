import { priceChange } from "../diagnostics/catalog/price-change.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { type Check, namedTargets } from "./check.ts";
import { daysBetween } from "./days.ts";
import { strategiesOf } from "./strategies.ts";

/** Days. */
const SOON = 30;

/** Scheduled prices that begin soon, where a policy looks at costs at all. */
export const checkPriceChanges: Check = ({ policy, today }) => {
  if (!looksAtCosts(policy)) return [];
  return namedTargets(policy).flatMap(({ target: { id, model }, origin }) => {
    const next = model.price?.scheduled?.find(({ from }) => from > today && daysBetween(today, from) <= SOON);
    if (!next) return [];
    const rates = (["input", "output"] as const).flatMap((name) => {
      const [before, after] = [model.price?.[name], next[name]];
      return after === undefined || after === before ? [] : [`$${after} for ${name} (now $${before ?? "?"})`];
    });
    return rates.length > 0 ? [diagnose(priceChange, { id, on: next.from, change: rates.join(" and ") }, origin)] : [];
  });
};

function looksAtCosts(policy: PolicyIr): boolean {
  const terms = policy.routes.flatMap((route) => [route.terms, ...route.rules.map((rule) => rule.terms)]);
  return (
    policy.budgets.length > 0 ||
    terms.some(({ maxCost }) => maxCost !== undefined) ||
    strategiesOf(policy).some(({ kind }) => kind === "cheapest")
  );
}
