import { type VainReason, vainFallback } from "../diagnostics/chain/vain-fallback.ts";
import { diagnose } from "../diagnostics/define.ts";
import type { FailureTier, PolicyIr, Route, Target } from "../lower/ir.ts";
import { type Order, reachable } from "../plan/order.ts";
import { planOf } from "../plan/place-plan.ts";
import { windowOf } from "../plan/window.ts";
import type { Check } from "./check.ts";
import { type ServedPlan, servedPlans } from "./served-plans.ts";

/** Failures that lead to targets which cannot take what failed, whatever rule decided; or which a rule does not allow at all. */
export const checkFallbackTiers: Check = ({ policy }) =>
  policy.routes.flatMap((route) =>
    (route.fallbackTo ?? []).flatMap((tier) => {
      const reason = reasonOf(policy, route, tier);
      const { classes, origin } = tier;
      const told = reason?.kind === "window" ? ["context-length"] : classes;
      return reason ? [diagnose(vainFallback, { classes: told, route: route.name, reason }, origin)] : [];
    }),
  );

interface Led {
  readonly from: ServedPlan;
  readonly to: Order;
}

function reasonOf(policy: PolicyIr, route: Route, { strategy, classes, origin }: FailureTier): VainReason | undefined {
  const plans = servedPlans(policy).filter((plan) => plan.route === route);
  const led = plans.flatMap((from): Led[] => {
    const { order } = planOf(policy, { kind: "use", strategy, origin }, from.terms);
    return order ? [{ from, to: order }] : [];
  });
  if (led.length < plans.length) return { kind: "none" };
  if (led.length === 0) return undefined;
  if (led.every(isItself)) return { kind: "itself" };
  if (led.every(leadsBack)) return { kind: "back" };
  if (!classes.includes("context-length")) return undefined;
  const largest = Math.max(...led.flatMap(({ to }) => windowsOf(to)));
  const smallest = Math.min(...led.flatMap(({ from }) => windowsOf(from.order)));
  return largest <= smallest ? { kind: "window", largest, smallest } : undefined;
}

/** What is asked first, as it is written, is all that it leads to. */
function isItself({ from, to }: Led): boolean {
  return to.kind === "target" && firstOf(from.order)?.id === to.target.id;
}

/** Of other strategies than a chain any may be first. */
function firstOf(order: Order): Target | undefined {
  if (order.kind === "target") return order.target;
  return order.kind === "chain" ? firstOf(order.of[0]!) : undefined;
}

function leadsBack({ from, to }: Led): boolean {
  const [own, others] = [reachable(from.order), reachable(to)];
  return own.size === others.size && [...others.keys()].every((id) => own.has(id));
}

function windowsOf(order: Order): number[] {
  return [...reachable(order).values()].map(windowOf);
}
