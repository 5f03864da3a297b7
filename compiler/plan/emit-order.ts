import type { PlanOrder } from "../../schemas/table.ts";
import type { Order } from "./order.ts";

/** An order with indexes in place of targets. */
export function emitOrder(order: Order, index: (id: string) => number): PlanOrder {
  const inner = (part: Order) => emitOrder(part, index);
  switch (order.kind) {
    case "target":
      return index(order.target.id);
    case "split":
      return { split: order.parts.map(({ weight, of }) => ({ weight, of: inner(of) })), by: order.by };
    case "chain":
      return { chain: order.of.map(inner) };
    case "cheapest":
      return { cheapest: order.of.map(inner) };
    case "fastest":
      return { fastest: order.of.map(inner) };
    case "balance":
      return { balance: order.of.map(inner) };
  }
  return order satisfies never;
}
