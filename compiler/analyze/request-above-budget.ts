import { requestAboveBudget } from "../diagnostics/cost/request-above-budget.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr } from "../lower/ir.ts";
import { type DearestRequest, dearestRequest } from "../plan/dearest-request.ts";
import type { Check } from "./check.ts";
import { servedPlans } from "./served-plans.ts";

/** Budgets that one request could spend whole. Asked only of routes whose `max` says how large a request may be. */
export const checkRequestsAboveBudgets: Check = ({ policy, today }) => {
  if (policy.budgets.length === 0) return [];
  const [dearest] = dearestRequests(policy, today).toSorted((a, b) => b.cost - a.cost);
  return policy.budgets.flatMap(({ name, limit, window, origin }) =>
    dearest && dearest.cost > limit
      ? [diagnose(requestAboveBudget, { name, limit, window, request: dearest }, origin)]
      : [],
  );
};

/** Of every route with bounds, at every target; rules that share a target and its terms are asked once. */
function dearestRequests(policy: PolicyIr, today: string): (DearestRequest & { readonly route: string })[] {
  const found = new Map<string, DearestRequest & { readonly route: string }>();
  for (const { route, terms, targets } of servedPlans(policy)) {
    if (route.max.inputTokens === undefined || route.max.outputTokens === undefined) continue;
    for (const target of targets) {
      const key = JSON.stringify([route.name, target.id, terms.maxCost, terms.set]);
      const request = found.has(key) ? undefined : dearestRequest(target, route, terms, today);
      if (request) found.set(key, { ...request, route: route.name });
    }
  }
  return [...found.values()];
}
