/** Which targets an action of a route, or its shadow, can reach, and on which terms. */
import type { Action, PolicyIr, Strategy, Target, Terms } from "../lower/ir.ts";
import { bothTerms } from "../plan/terms.ts";
import type { Origin } from "../source.ts";
import { actionOf, besideActions, failureActions, withInner } from "./strategies.ts";

/** A target at the place where it is named. */
export interface NamedTarget {
  readonly target: Target;
  readonly origin: Origin;
}

export interface UsedAction {
  readonly action: Action;
  /** Those of the rule and those of its route. */
  readonly terms: Terms;
  readonly targets: readonly NamedTarget[];
}

export function usedActions(policy: PolicyIr): UsedAction[] {
  const used = (action: Action, terms: Terms): UsedAction => {
    return { action, terms, targets: action.kind === "use" ? reached(action.strategy, policy) : [] };
  };
  return policy.routes.flatMap((route) => {
    const { rules, otherwise } = route;
    const besides = [...failureActions(route), ...besideActions(route)];
    const decided = rules.map(({ action, terms, canary }) => ({
      action,
      terms: bothTerms(route.terms, terms),
      canary: canary ?? route.canary,
    }));
    const all = [...decided, { action: otherwise, terms: route.terms, canary: route.canary }];
    return all.flatMap(({ action, terms, canary }) => {
      const more = [...besides, ...(canary ? [actionOf(canary)] : [])];
      return [used(action, terms), ...(action.kind === "use" ? more.map((beside) => used(beside, terms)) : [])];
    });
  });
}

/** Through the tiers that a strategy names; a tier that holds itself is a finding of its own. */
export function reached(strategy: Strategy, policy: PolicyIr): NamedTarget[] {
  if (strategy.kind !== "tier") return within(strategy, policy, []);
  const tiers = known.get(policy) ?? new Map<string, NamedTarget[]>();
  known.set(policy, tiers);
  const targets = tiers.get(strategy.name) ?? within(strategy, policy, []);
  tiers.set(strategy.name, targets);
  return targets;
}

/** By tier. */
const known = new WeakMap<PolicyIr, Map<string, NamedTarget[]>>();

function within(strategy: Strategy, policy: PolicyIr, path: readonly string[]): NamedTarget[] {
  return withInner(strategy).flatMap((part) => {
    if (part.kind === "target") return [{ target: part.target, origin: part.origin }];
    if (part.kind !== "tier" || path.includes(part.name)) return [];
    const tier = policy.tiers.find(({ name }) => name === part.name);
    return tier ? within(tier.strategy, policy, [...path, part.name]) : [];
  });
}
