import { canonicalJson } from "../../schemas/canonical.ts";
import type { PolicyIr, Route, Terms } from "../lower/ir.ts";
import type { CanaryPlan } from "./canary-plan.ts";
import { emitOrder } from "./emit-order.ts";
import { failurePlans } from "./failure-plans.ts";
import type { Order } from "./order.ts";
import { type PlacePlan, placePlan, planOf } from "./place-plan.ts";
import { shadowPlan } from "./shadow-plan.ts";
import { standInsOf } from "./stand-ins.ts";

/** What becomes of requests at a place, of those whose budget is spent or whose limit is full, and beside them, too: equal texts for the same. */
export function outcomeAt(policy: PolicyIr, route: Route, rule: number | "otherwise"): string {
  const own = placePlan(policy, route, rule);
  if (own.action.kind === "reject") return outcome(own);
  const instead = standInsOf(policy, route).map((action) => outcome(planOf(policy, action, own.terms)));
  const shadow = shadowPlan(policy, route, own.terms);
  const failing = failurePlans(policy, route, own.terms).flatMap(({ classes, plan }) => [
    classes.join(),
    outcome(plan),
  ]);
  const beside = [...(own.canary ? [inCanary(own.canary)] : []), ...(shadow ? [besides(route, shadow)] : [])];
  return [outcome(own), ...beside, ...instead, ...failing].join("\n");
}

function besides({ shadow }: Route, plan: PlacePlan): string {
  const { judge } = shadow!;
  const judged = judge ? ` judge ${canonicalJson({ model: judge.target.id, rubric: judge.rubric })}` : "";
  return `shadow ${outcome(plan)}${judged}`;
}

function inCanary({ definition, candidate }: CanaryPlan): string {
  const { share, by, back } = definition;
  const { failures = null, firstToken = null } = back;
  return `canary ${canonicalJson({ share, by, failures, firstToken, candidate: served(candidate, {}) })}`;
}

/** Equal texts serve, or refuse, every request alike. */
export function outcome({ action, order, terms }: PlacePlan): string {
  if (action.kind === "reject") return canonicalJson({ status: action.status, message: action.message });
  const text = (order && known.get(order)) ?? served(order, terms);
  if (order) known.set(order, text);
  return text;
}

/** An order belongs to the terms on which it was made. */
const known = new WeakMap<Order, string>();

function served(order: Order | undefined, terms: Terms): string {
  const ids = new Map<string, number>();
  const index = (id: string): number => {
    if (!ids.has(id)) ids.set(id, ids.size);
    return ids.get(id)!;
  };
  const numbered = order ? emitOrder(order, index) : null;
  const { maxCost = null, set = null, zeroRetention = false, priority = null, unsupported = null } = terms;
  const targets = [...ids.keys()];
  return canonicalJson({ order: numbered, targets, maxCost, set, zeroRetention, priority, unsupported });
}
