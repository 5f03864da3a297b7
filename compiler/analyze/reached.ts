/** Which targets an action of a route, or its shadow, can reach, and on which terms. */
import type { Action, PolicyIr, Strategy, Target, Terms } from "../lower/ir.ts";
import { bothTerms } from "../plan/terms.ts";
import type { Origin } from "../source.ts";
import { withInner } from "./strategies.ts";

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
  return policy.routes.flatMap(({ rules, otherwise, terms, shadow }) => {
    const beside = (on: Terms) => (shadow ? [used(shadow.action, on)] : []);
    const decided = rules.flatMap((rule) => {
      const both = bothTerms(terms, rule.terms);
      return [used(rule.action, both), ...(rule.action.kind === "use" ? beside(both) : [])];
    });
    return [...decided, used(otherwise, terms), ...(otherwise.kind === "use" ? beside(terms) : [])];
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
