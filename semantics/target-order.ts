/** The order of a plan for one request: what its strategies say of the request, of prices and of the targets' load. */
import type { PlanOrder } from "../schemas/table-order.ts";
import type { SplitOrder } from "./fell-on.ts";
import { splitSide } from "./split-side.ts";
import type { StickyGroup, StickyOrder } from "./sticky-group.ts";

/** What strategies look at; targets are indexes. */
export interface OrderView {
  /** It can serve the request; the others are as if they were not in the plan. */
  suits(target: number): boolean;
  /** Of the request at a target; infinite where it is not known. */
  cost(target: number): number;
  /** Milliseconds of late; nothing where none was measured, 0 where this request is to measure it again. */
  firstToken(target: number): number | undefined;
  /** Requests that are open at a target. */
  open(target: number): number;
  /** From 0 to 1: what a target has left of its limits, below 0 where it owes; the same for all where nobody knows. */
  room?(target: number): number;
  /** Grows with every request that a target gets; 0 for one that got none. */
  turn(target: number): number;
  /** From 0 to 100, the same for the same value of a fact. */
  share(by: string): number;
  /** Told of each split and of the side that the request falls on, whether it is tried or not. */
  fell?(split: SplitOrder, side: number): void;
  /** The requests that a strategy keeps with this one; undefined where it is kept with none. */
  group?(order: StickyOrder): StickyGroup | undefined;
}

/** Every target that can serve the request, in order, each once. */
export function targetOrder(order: PlanOrder, view: OrderView): number[] {
  const targets = flatten(order, view);
  return targets.length < 2 ? targets : [...new Set(targets)];
}

function flatten(order: PlanOrder, view: OrderView): number[] {
  if (typeof order === "number") return view.suits(order) ? [order] : [];
  if ("chain" in order) return order.chain.flatMap((part) => flatten(part, view));
  if ("split" in order) return side(order, view);
  if ("cheapest" in order) return sortedParts(order.cheapest, view, (target) => [view.cost(target)]).flat();
  const parts =
    "fastest" in order
      ? sortedParts(order.fastest, view, (target) => swiftness(target, view))
      : sortedParts(
          order.balance,
          view,
          order.by ? (target) => roominess(target, view) : (target) => idleness(target, view),
        );
  const group = order.sticky && view.group?.(order);
  return (group ? group.ordered(parts) : parts).flat();
}

/** Only the side that the request falls on: another one is tried when a chain says so. */
function side(order: SplitOrder, view: OrderView): number[] {
  const { split, by } = order;
  const sides = split.map(({ weight, of }) => ({ weight, targets: flatten(of, view) }));
  const open = sides.map(({ weight, targets }) => (targets.length > 0 ? weight : 0));
  const taken = splitSide(open, view.share(by));
  if (taken >= 0) view.fell?.(order, taken);
  return sides[taken]?.targets ?? [];
}

/** By the rank of each part's first target; equal ones as they were written. */
function sortedParts(
  parts: readonly PlanOrder[],
  view: OrderView,
  rank: (target: number) => number[],
): (readonly number[])[] {
  const ranked = parts.flatMap((part) => {
    const targets = flatten(part, view);
    return targets.length > 0 ? [{ targets, rank: rank(targets[0]!) }] : [];
  });
  ranked.sort((a, b) => compareRanks(a.rank, b.rank));
  return ranked.map(({ targets }) => targets);
}

/** What was never measured comes first, so that it is measured; while that goes on it comes last, since it may never end. */
function swiftness(target: number, view: OrderView): number[] {
  const open = view.open(target);
  return [view.firstToken(target) ?? (open === 0 ? 0 : Number.POSITIVE_INFINITY), open];
}

function idleness(target: number, view: OrderView): number[] {
  return [view.open(target), view.turn(target)];
}

function roominess(target: number, view: OrderView): number[] {
  return [-(view.room?.(target) ?? 1), ...idleness(target, view)];
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : a[at]! < b[at]! ? -1 : 1;
}
