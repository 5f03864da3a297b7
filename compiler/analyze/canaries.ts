import { MOST_COUNTED } from "../../semantics/canary.ts";
import { type BackReason, canaryBackWithoutEffect } from "../diagnostics/canary/back-without-effect.ts";
import { canarySameTarget } from "../diagnostics/canary/same-target.ts";
import { canaryShare } from "../diagnostics/canary/share.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Canary, PolicyIr, Route } from "../lower/ir.ts";
import { canariesOf } from "../lower/named-targets.ts";
import type { CanaryPlan } from "../plan/canary-plan.ts";
import { DEADLINE } from "../plan/limits.ts";
import { type Order, reachable } from "../plan/order.ts";
import { placePlan } from "../plan/place-plan.ts";
import { routeOperation } from "../plan/route-operation.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import type { Check } from "./check.ts";

/** Canaries that nobody or everybody is in, that change nothing, or that never go back. */
export const checkCanaries: Check = ({ policy }) =>
  policy.routes.flatMap((route) =>
    canariesOf(route).flatMap((canary) => [
      ...shareOf(canary),
      ...sameTarget(policy, route, canary),
      ...backOf(policy, route, canary),
    ]),
  );

function shareOf({ share, origins }: Canary): Diagnostic[] {
  return share === 0 || share === 1 ? [diagnose(canaryShare, { share }, origins.share)] : [];
}

/** At every place that it holds of. */
function sameTarget(policy: PolicyIr, route: Route, canary: Canary): Diagnostic[] {
  const plans = rulePlaces(route).flatMap((rule): [CanaryPlan, Order][] => {
    const { canary: own, order } = placePlan(policy, route, rule);
    return own?.definition === canary && order ? [[own, order]] : [];
  });
  const isSame = plans.every(([{ candidate }, order]) => idsOf(candidate).join() === idsOf(firstOf(order)).join());
  if (plans.length === 0 || !isSame) return [];
  return [diagnose(canarySameTarget, { ids: idsOf(plans[0]![0].candidate) }, canary.strategy.origin)];
}

function firstOf(order: Order): Order {
  return order.kind === "chain" ? firstOf(order.of[0]!) : order;
}

function idsOf(order: Order): string[] {
  return [...reachable(order).keys()].sort();
}

function backOf(policy: PolicyIr, route: Route, { back }: Canary): Diagnostic[] {
  return reasonsOf(policy, route, back).map((reason) => diagnose(canaryBackWithoutEffect, reason, back.origin));
}

function reasonsOf(policy: PolicyIr, route: Route, { failures, firstToken }: Canary["back"]): BackReason[] {
  if (failures === undefined && firstToken === undefined) return [{ kind: "nothing" }];
  const reasons: BackReason[] = [];
  if (failures !== undefined && failures > MOST_COUNTED) reasons.push({ kind: "failures", failures, of: MOST_COUNTED });
  if (firstToken === undefined) return reasons;
  if (routeOperation(policy, route) === "embeddings") return [...reasons, { kind: "embeddings" }];
  // What serves otherwise stands behind the candidate, so that an attempt gets at most half of the deadline.
  const { deadline = DEADLINE, attempt = deadline / 2, firstToken: own = attempt } = route.limits;
  const limit = Math.min(own, attempt, deadline);
  return firstToken >= limit ? [...reasons, { kind: "first-token", firstToken, limit }] : reasons;
}
