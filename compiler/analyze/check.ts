import type { Diagnostic } from "../diagnostics/define.ts";
import type { PolicyIr, Strategy, Target } from "../lower/ir.ts";
import type { Origin } from "../source.ts";

export interface CheckInput {
  readonly policy: PolicyIr;
  /** YYYY-MM-DD */
  readonly today: string;
}

/** One check: what it finds in a lowered policy. */
export type Check = (input: CheckInput) => Diagnostic[];

/** Every place where a policy names a target. */
export function namedTargets(policy: PolicyIr): { target: Target; origin: Origin }[] {
  const actions = policy.routes.flatMap((route) => [...route.rules.map((rule) => rule.action), route.otherwise]);
  const used = actions.flatMap((action) => (action.kind === "use" ? [action.strategy] : []));
  return [...policy.tiers.map((tier) => tier.strategy), ...used].flatMap(targetsOf);
}

function targetsOf(strategy: Strategy): { target: Target; origin: Origin }[] {
  if (strategy.kind === "target") return [{ target: strategy.target, origin: strategy.origin }];
  return strategy.kind === "chain" ? strategy.of.flatMap(targetsOf) : [];
}
