/** What a route is for: chats or embeddings, as its targets say. */
import { answeredBy, type Operation } from "../../semantics/operation.ts";
import type { Action, PolicyIr, Route, Strategy, Target } from "../lower/ir.ts";

export function operationOfTarget({ model }: Target): Operation {
  return answeredBy(model.kind === "embedding" ? { kind: "embedding" } : {});
}

/** By the target that its actions name first; a route that only refuses is for chats. Targets of another kind are findings. */
export function routeOperation(policy: PolicyIr, route: Route): Operation {
  const ofPolicy = known.get(policy) ?? new WeakMap<Route, Operation>();
  known.set(policy, ofPolicy);
  const operation = ofPolicy.get(route) ?? firstOperation(policy, route);
  ofPolicy.set(route, operation);
  return operation;
}

const known = new WeakMap<PolicyIr, WeakMap<Route, Operation>>();

function firstOperation(policy: PolicyIr, route: Route): Operation {
  const actions: readonly Action[] = [...route.rules.map(({ action }) => action), route.otherwise];
  for (const action of actions) {
    const target = action.kind === "use" ? firstTarget(action.strategy, policy, new Set()) : undefined;
    if (target) return operationOfTarget(target);
  }
  return "chat";
}

/** A tier that holds itself is a finding of its own. */
function firstTarget(strategy: Strategy, policy: PolicyIr, open: ReadonlySet<string>): Target | undefined {
  if (strategy.kind === "target") return strategy.target;
  const parts = partsOf(strategy, policy, open);
  const inner = strategy.kind === "tier" ? new Set([...open, strategy.name]) : open;
  for (const part of parts) {
    const found = firstTarget(part, policy, inner);
    if (found) return found;
  }
  return undefined;
}

function partsOf(
  strategy: Exclude<Strategy, { kind: "target" }>,
  { tiers }: PolicyIr,
  open: ReadonlySet<string>,
): readonly Strategy[] {
  if (strategy.kind === "split") return strategy.parts.map(({ of }) => of);
  if (strategy.kind !== "tier") return strategy.of;
  const tier = open.has(strategy.name) ? undefined : tiers.find(({ name }) => name === strategy.name);
  return tier ? [tier.strategy] : [];
}
