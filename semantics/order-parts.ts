import type { PlanOrder } from "../schemas/table-order.ts";

/** What a strategy orders or shares among. */
export function partsOf(order: Exclude<PlanOrder, number>): readonly PlanOrder[] {
  if ("split" in order) return order.split.map(({ of }) => of);
  if ("chain" in order) return order.chain;
  if ("cheapest" in order) return order.cheapest;
  return "fastest" in order ? order.fastest : order.balance;
}
