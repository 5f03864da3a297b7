import type { Action, Canary, PolicyIr, Route, Strategy, Target } from "./ir.ts";

/** Every target that a policy names, in a tier, in an action, as a shadow, as a judge or as an embedder, once and by id. */
export function namedTargets({ tiers, routes, ...parts }: Named): Target[] {
  const actions: Action[] = [
    ...routes.flatMap(({ rules, otherwise }) => [...rules.map(({ action }) => action), otherwise]),
    ...routes.flatMap(({ shadow }) => shadow?.action ?? []),
    ...[...parts.budgets, ...parts.limits].flatMap(({ exhausted }) => exhausted ?? []),
  ];
  const used = actions.flatMap((action) => (action.kind === "use" ? [action.strategy] : []));
  const failing = routes.flatMap(({ fallbackTo = [] }) => fallbackTo);
  const candidates = routes.flatMap(canariesOf);
  const targets = [...[...tiers, ...failing, ...candidates].map(({ strategy }) => strategy), ...used]
    .flatMap(targetsIn)
    .concat(embeddersOf(routes), judgesOf(routes));
  const byId = new Map(targets.map((target) => [target.id, target]));
  return [...byId.keys()].sort().map((id) => byId.get(id) as Target);
}

type Named = Pick<PolicyIr, "tiers" | "routes" | "budgets" | "limits">;

/** Each that a route or one of its rules writes. */
export function canariesOf({ canary, rules }: Pick<Route, "canary" | "rules">): Canary[] {
  return [canary, ...rules.map((rule) => rule.canary)].filter((one) => one !== undefined);
}

function judgesOf(routes: PolicyIr["routes"]): Target[] {
  const judges = routes.flatMap(({ shadow, cache }) => [shadow?.judge, cache?.semantic?.judge]);
  return judges.flatMap((judge) => judge?.target ?? []);
}

function embeddersOf(routes: PolicyIr["routes"]): Target[] {
  return routes.flatMap(({ cache }) => cache?.semantic?.embedder?.target ?? []);
}

function targetsIn(strategy: Strategy): Target[] {
  switch (strategy.kind) {
    case "target":
      return [strategy.target];
    case "tier":
      return [];
    case "split":
      return strategy.parts.flatMap(({ of }) => targetsIn(of));
    default:
      return strategy.of.flatMap(targetsIn);
  }
}
