/** What serves in place of a plan: where a budget is spent, and where a limit is full. */
import type { Action, Limit, PolicyIr, Route } from "../lower/ir.ts";

/** Of every budget, and of every limit that some route may meet. */
export function standIns({ budgets, limits }: Pick<PolicyIr, "budgets" | "limits">): Action[] {
  return [...budgets, ...limits].flatMap(({ exhausted }) => exhausted ?? []);
}

/** Those that the requests of the route may meet. */
export function standInsOf(policy: Pick<PolicyIr, "budgets" | "limits">, route: Route): Action[] {
  return standIns({ budgets: policy.budgets, limits: limitsOf(policy, route) });
}

export function limitsOf({ limits }: Pick<PolicyIr, "limits">, { name }: Pick<Route, "name">): Limit[] {
  return limits.filter(({ routes }) => routes === undefined || routes.includes(name));
}
