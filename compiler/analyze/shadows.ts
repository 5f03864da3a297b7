import { type ShadowReason, shadowWithoutEffect } from "../diagnostics/chain/shadow-without-effect.ts";
import { allShadowed } from "../diagnostics/cost/all-shadowed.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { PolicyIr, Route, Shadow } from "../lower/ir.ts";
import type { Order } from "../plan/order.ts";
import { outcome } from "../plan/outcome.ts";
import { type PlacePlan, placePlan } from "../plan/place-plan.ts";
import { routeOperation } from "../plan/route-operation.ts";
import { rulePlaces } from "../plan/rule-places.ts";
import { shadowPlan } from "../plan/shadow-plan.ts";
import type { Check } from "./check.ts";
import { judgeFindings } from "./judges.ts";

/** Shadows that ask nobody, or nobody else; and those of every request. */
export const checkShadows: Check = ({ policy }) =>
  policy.routes.flatMap((route) => {
    const { shadow, name } = route;
    if (!shadow) return [];
    const reason = reasonOf(policy, route, shadow);
    if (reason) return [diagnose(shadowWithoutEffect, reason, shadow.origin)];
    const all = shadow.share === 1 ? [diagnose(allShadowed, { route: name }, shadow.origin)] : [];
    return [...all, ...judgeFindings(policy, route)];
  });

function reasonOf(policy: PolicyIr, route: Route, { share }: Shadow): ShadowReason | undefined {
  if (share === 0) return { kind: "share" };
  if (routeOperation(policy, route) === "embeddings") return { kind: "embeddings" };
  const served = rulePlaces(route).flatMap((rule) => {
    const own = placePlan(policy, route, rule);
    return own.order ? [own] : [];
  });
  const pairs = served.flatMap((own) => {
    const beside = shadowPlan(policy, route, own.terms);
    return beside ? [{ own, beside }] : [];
  });
  if (pairs.length === 0) return served.length > 0 ? { kind: "nowhere" } : undefined;
  const same = pairs.map(({ own, beside }) => sameAs(own, beside));
  return same.every((one) => one !== undefined) ? same[0] : undefined;
}

/** Where it is seen at once: the shadow asks what the place asks first. */
function sameAs(own: PlacePlan, beside: PlacePlan): ShadowReason | undefined {
  const [first, asked] = [firstOf(own.order!), beside.order!];
  if (asked.kind === "target" && first?.kind === "target" && asked.target.id === first.target.id)
    return { kind: "same", id: asked.target.id };
  return outcome(own) === outcome(beside) ? { kind: "same" } : undefined;
}

function firstOf(order: Order): Order | undefined {
  return order.kind === "chain" ? order.of[0] : order;
}
