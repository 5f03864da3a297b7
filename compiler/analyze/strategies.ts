/** Walking over the actions and strategies of a policy. */
import type { Action, Atom, Canary, Condition, PolicyIr, Route, Strategy } from "../lower/ir.ts";
import { canariesOf } from "../lower/named-targets.ts";
import { judgeAction } from "../plan/judge-plan.ts";
import { standIns } from "../plan/stand-ins.ts";

/** What a candidate alone would be. */
export function actionOf({ strategy }: Canary): Action {
  return { kind: "use", strategy, origin: strategy.origin };
}

/** Of every rule, every `otherwise`, every failure that leads elsewhere, every shadow, every canary, every spent budget and every full limit. */
export function actionsOf(policy: PolicyIr): Action[] {
  const routes = policy.routes.flatMap((route) => [
    ...route.rules.map((rule) => rule.action),
    route.otherwise,
    ...failureActions(route),
    ...besideActions(route),
    ...canariesOf(route).map(actionOf),
  ]);
  return [...routes, ...standIns(policy)];
}

/** What serves where a target of the route has failed. */
export function failureActions({ fallbackTo = [] }: Route): Action[] {
  return fallbackTo.map(({ strategy, origin }) => ({ kind: "use", strategy, origin }));
}

/** What is asked beside what answers, and what scores it or what was kept. */
export function besideActions({ shadow, cache }: Pick<Route, "shadow" | "cache">): Action[] {
  const judges = [shadow?.judge, cache?.semantic?.judge].filter((judge) => judge !== undefined);
  return [...(shadow ? [shadow.action] : []), ...judges.map(judgeAction)];
}

/** Every strategy that is written in the policy, those inside others included. */
export function strategiesOf(policy: PolicyIr): Strategy[] {
  const used = actionsOf(policy).flatMap((action) => (action.kind === "use" ? [action.strategy] : []));
  return [...policy.tiers.map((tier) => tier.strategy), ...used].flatMap(withInner);
}

/** What a strategy is made of; nothing for a target or a tier. */
export function partsOf(strategy: Strategy): Strategy[] {
  switch (strategy.kind) {
    case "target":
    case "tier":
      return [];
    case "split":
      return strategy.parts.map((part) => part.of);
    default:
      return strategy.of;
  }
}

export function atomsOf(condition: Condition): Atom[] {
  switch (condition.kind) {
    case "constant":
      return [];
    case "atom":
      return [condition.atom];
    case "not":
      return atomsOf(condition.of);
    default:
      return condition.of.flatMap(atomsOf);
  }
}

/** Every condition that is written in the policy: of rules, of invariants, and of what is sensitive. */
export function conditionsOf({ routes, invariants, sensitive }: PolicyIr): Condition[] {
  const rules = routes.flatMap((route) => route.rules.map(({ when }) => when));
  const claims = invariants.flatMap(({ when, claim }) => [
    ...(when ? [when] : []),
    ...("holds" in claim ? claim.holds.values() : []),
  ]);
  return [...rules, ...claims, ...(sensitive ? [sensitive] : [])];
}

export function withInner(strategy: Strategy): Strategy[] {
  return [strategy, ...partsOf(strategy).flatMap(withInner)];
}

/** As it is written: a tier's name stands for what the tier holds. */
export function written(strategy: Strategy, policy: PolicyIr): Strategy {
  if (strategy.kind !== "tier") return strategy;
  const tier = policy.tiers.find(({ name }) => name === strategy.name);
  return tier ? written(tier.strategy, policy) : strategy;
}
