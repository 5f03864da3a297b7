/** What the requests of a canary try: the candidate, and behind it what serves them otherwise. */
import type { Canary, Condition } from "../lower/ir.ts";
import { inRow, type Order } from "./order.ts";
import { sampled } from "./sides.ts";

export interface CanaryPlan {
  readonly definition: Canary;
  /** Of the candidate alone. */
  readonly candidate: Order;
  /** Of both. */
  readonly order: Order;
}

/** The same object each time. */
export function canaryPlan(definition: Canary, candidate: Order, ordinary: Order): CanaryPlan {
  const ofOrder = known.get(ordinary) ?? new Map<Canary, CanaryPlan>();
  known.set(ordinary, ofOrder);
  const plan = ofOrder.get(definition) ?? { definition, candidate, order: inRow([candidate, ordinary]) };
  ofOrder.set(definition, plan);
  return plan;
}

const known = new WeakMap<Order, Map<Canary, CanaryPlan>>();

/** The requests that are in it as long as it has not gone back. */
export function fallsIn({ by, share, origins }: Canary): Condition {
  return sampled(by, { from: 0, to: share * 100 }, origins.canary);
}
