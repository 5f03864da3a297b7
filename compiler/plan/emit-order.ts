import type { PlanOrder, TableSticky } from "../../schemas/table-order.ts";
import type { Sticky } from "../lower/ir.ts";
import { defined } from "./fixed-order.ts";
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
      return { fastest: order.of.map(inner), ...emitSticky(order.sticky, FASTEST_LIFETIME) };
    case "balance":
      return { balance: order.of.map(inner), ...(order.by && { by: order.by }), ...emitSticky(order.sticky) };
  }
  return order satisfies never;
}

/** Milliseconds: as long as most providers keep a prompt in their cache. */
const FASTEST_LIFETIME = 300_000;

function emitSticky(sticky: Sticky | undefined, usual?: number): { sticky?: TableSticky } {
  return sticky ? { sticky: { by: sticky.by, ...defined({ lifetime: sticky.lifetime ?? usual }) } } : {};
}
