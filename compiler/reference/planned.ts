/** The targets that a request meets at a place, in order, by the code that the runtime plans with. */
import type { TablePlan } from "../../schemas/table.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { planTargets } from "../../semantics/plan-targets.ts";
import { mostTextBytes } from "../../semantics/tokens/most-text-bytes.ts";
import type { Route, Target, Terms } from "../lower/ir.ts";
import { emitOrder } from "../plan/emit-order.ts";
import { emitTarget } from "../plan/emit-target.ts";
import { type Order, reachable } from "../plan/order.ts";
import { zeroRetentionOf } from "../plan/zero-retention.ts";

/** With targets that are idle and were never measured. */
const idle = { firstToken: () => undefined, open: () => 0, turn: () => 0 };

export function planned(order: Order, terms: Terms, max: Route["max"], facts: Facts): Target[] {
  const targets = [...reachable(order).values()];
  const index = (id: string): number => targets.findIndex((target) => target.id === id);
  const providers = [...new Map(targets.map(({ provider }) => [provider.id, provider])).values()];
  const numbers = new Map(providers.map(({ id }, i) => [id, i]));
  const plan = {
    targets: targets.map((_, i) => i),
    order: emitOrder(order, index),
    maxCost: terms.maxCost,
    set: terms.set,
    ...(terms.zeroRetention && { zeroRetention: true as const }),
    ...(terms.unsupported && { unsupported: terms.unsupported as TablePlan["unsupported"] }),
  };
  const emitted = (target: Target) => ({ ...emitTarget(target, numbers), zeroRetention: zeroRetentionOf(target) });
  const table = { targets: targets.map(emitted), providers };
  const bounds = { ...max, textBytes: mostTextBytes(max) };
  const { targets: found } = planTargets({ table, plan, facts, max: bounds, load: idle });
  return found.map((i) => targets[i]!);
}
