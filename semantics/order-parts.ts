import type { PlanOrder } from "../schemas/table-order.ts";

/** What a strategy orders or shares among. */
export function partsOf(order: Exclude<PlanOrder, number>): readonly PlanOrder[] {
  if ("split" in order) return order.split.map(({ of }) => of);
  if ("chain" in order) return order.chain;
  if ("cheapest" in order) return order.cheapest;
  return "fastest" in order ? order.fastest : order.balance;
}

/** Every target that an order can reach, as often as it is written. */
export function reachedBy(order: PlanOrder): number[] {
  return typeof order === "number" ? [order] : partsOf(order).flatMap(reachedBy);
}
