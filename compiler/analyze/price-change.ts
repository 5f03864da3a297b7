import type { TableRates } from "../../schemas/table-price.ts";
import { rateNames, ratesFor } from "../../semantics/rates.ts";
import { priceChange } from "../diagnostics/catalog/price-change.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { emitPrice } from "../plan/emit-price.ts";
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
    const now = ratesFor(emitPrice({ ...model.price, offPeak: undefined }, model), 0, new Date(today));
    const rates = rateNames.flatMap((name) => {
      const [before, after] = [now[name], next[name]];
      return after === undefined || after === before ? [] : [`$${after} for ${spoken[name]} (now $${before ?? "?"})`];
    });
    return rates.length > 0 ? [diagnose(priceChange, { id, on: next.from, change: rates.join(" and ") }, origin)] : [];
  });
};

const spoken: Readonly<Record<keyof TableRates, string>> = {
  input: "input",
  output: "output",
  cacheRead: "cached input",
  cacheWrite: "what is written to the cache",
  cacheWrite1h: "what is cached for an hour",
  inputAudio: "audio in",
  outputAudio: "audio out",
  reasoning: "reasoning",
};

function looksAtCosts(policy: PolicyIr): boolean {
  const terms = policy.routes.flatMap((route) => [route.terms, ...route.rules.map((rule) => rule.terms)]);
  return (
    policy.budgets.length > 0 ||
    terms.some(({ maxCost }) => maxCost !== undefined) ||
    strategiesOf(policy).some(({ kind }) => kind === "cheapest")
  );
}
