/** A strategy as the order that is written in a plan: tiers resolved, unsuitable targets left out, nothing superfluous. */
import type { Sticky, Strategy, Target } from "../lower/ir.ts";
import type { Origin } from "../source.ts";

/** Like `PlanOrder`, with targets in place of indexes. */
export type Order =
  | { kind: "target"; target: Target; origin: Origin }
  | { kind: "chain" | "cheapest"; of: Order[] }
  | { kind: "fastest" | "balance"; of: Order[]; by?: "room"; sticky?: Sticky }
  | { kind: "split"; parts: { weight: number; of: Order }[]; by: string };

/** Undefined when no target is left. */
export function orderOf(
  strategy: Strategy,
  tiers: ReadonlyMap<string, Strategy>,
  keep: (target: Target) => boolean,
): Order | undefined {
  const inner = (part: Strategy) => orderOf(part, tiers, keep);
  switch (strategy.kind) {
    case "target":
      return keep(strategy.target) ? { kind: "target", target: strategy.target, origin: strategy.origin } : undefined;
    case "tier":
      return inner(tiers.get(strategy.name)!);
    case "chain":
      return simple("chain", withoutRepeats(strategy.of.flatMap((part) => flat(inner(part)))));
    case "split":
      return splitOf(
        strategy.parts.flatMap(({ weight, of }) => (weight > 0 ? (withWeight(weight, inner(of)) ?? []) : [])),
        strategy.by,
      );
    case "cheapest": {
      const { quality } = strategy;
      const good = (target: Target) => keep(target) && (quality === undefined || (target.quality ?? 0) >= quality);
      return simple("cheapest", present(strategy.of.map((part) => orderOf(part, tiers, good))));
    }
    default: {
      const { kind, by, sticky } = strategy;
      const of = present(strategy.of.map(inner));
      return of.length > 1 ? { kind, of, ...(by && { by }), ...(sticky && { sticky }) } : of[0];
    }
  }
}

/** Where an order's targets are written, by id; of one that is written twice the first place. */
export function placesOf(order: Order): Map<string, Origin> {
  if (order.kind === "target") return new Map([[order.target.id, order.origin]]);
  const parts = order.kind === "split" ? order.parts.map((part) => part.of) : order.of;
  return new Map(parts.toReversed().flatMap((part) => [...placesOf(part)]));
}

/** Every target that an order can reach, by id. */
export function reachable(order: Order): Map<string, Target> {
  if (order.kind === "target") return new Map([[order.target.id, order.target]]);
  const parts = order.kind === "split" ? order.parts.map((part) => part.of) : order.of;
  return new Map(parts.flatMap((part) => [...reachable(part)]));
}

function simple(kind: "chain" | "cheapest", of: Order[]): Order | undefined {
  return of.length > 1 ? { kind, of } : of[0];
}

function splitOf(parts: { weight: number; of: Order }[], by: string): Order | undefined {
  return parts.length > 1 ? { kind: "split", parts, by } : parts[0]?.of;
}

function withWeight(weight: number, of: Order | undefined): { weight: number; of: Order } | undefined {
  return of && { weight, of };
}

/** One behind the other, each target once. */
export function inRow(orders: readonly Order[]): Order {
  return simple("chain", withoutRepeats(orders.flatMap(flat)))!;
}

/** A chain in a chain is one chain. */
function flat(order: Order | undefined): Order[] {
  if (!order) return [];
  return order.kind === "chain" ? order.of : [order];
}

/** A target that has been tried is not tried again. */
function withoutRepeats(parts: Order[]): Order[] {
  const seen = new Set<string>();
  return parts.filter((part) => part.kind !== "target" || (!seen.has(part.target.id) && seen.add(part.target.id)));
}

function present<T>(parts: readonly (T | undefined)[]): T[] {
  return parts.filter((part) => part !== undefined);
}
