import { mixedOperations } from "../diagnostics/chain/mixed-operations.ts";
import { diagnose } from "../diagnostics/define.ts";
import { canariesOf } from "../lower/named-targets.ts";
import { operationOfTarget, routeOperation } from "../plan/route-operation.ts";
import type { Check } from "./check.ts";
import { reached } from "./reached.ts";
import { actionOf, besideActions, failureActions } from "./strategies.ts";

/** Targets of a route that do something else than its first: told once for each place where one is written. */
export const checkMixedOperations: Check = ({ policy }) =>
  policy.routes.flatMap((route) => {
    const operation = routeOperation(policy, route);
    const { rules, otherwise } = route;
    const beside = [...besideActions(route), ...failureActions(route), ...canariesOf(route).map(actionOf)];
    const actions = [...rules.map(({ action }) => action), otherwise, ...beside];
    const others = actions
      .flatMap((action) => (action.kind === "use" ? reached(action.strategy, policy) : []))
      .filter(({ target }) => target.model.kind !== "rerank" && operationOfTarget(target) !== operation);
    const places = new Map(others.map((other) => [`${other.origin.span.file.name}:${other.origin.span.start}`, other]));
    return [...places.values()].map(({ target: { id }, origin }) =>
      diagnose(mixedOperations, { id, route: route.name, operation }, origin),
    );
  });
