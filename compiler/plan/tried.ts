/**
 * Which requests can try which target of an order, as conditions: every target that an attempt, or a fallback after any
 * number of failures, can reach. Where strategies order by measured values every order is taken to be possible.
 */
import { all, any, not } from "../lower/connectives.ts";
import type { Condition, Target, Terms } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import type { Order } from "./order.ts";
import { sides } from "./sides.ts";
import { suits } from "./suits.ts";

export interface Tried {
  readonly target: Target;
  /** The requests that it may be tried for: whether it serves them is another question, see `surelyFits`. */
  readonly when: Condition;
  /** False: of the requests in `when` a few do not try it, because a split sends them elsewhere. */
  readonly isExact: boolean;
}

export interface TriedOptions {
  readonly terms: Terms;
  /** Whether any failure goes on to the next target. */
  readonly goesOn: boolean;
  readonly origin: Origin;
}

/** Each target once. */
export function triedTargets(order: Order, options: TriedOptions): Tried[] {
  const byTarget = Map.groupBy(tried(order, options).of, ({ target }) => target.id);
  return [...byTarget.values()].map((same) => ({
    target: same[0]!.target,
    when: any(
      same.map(({ when }) => when),
      options.origin,
    ),
    isExact: same.every(({ isExact }) => isExact),
  }));
}

interface Part {
  readonly of: readonly Tried[];
  /** Some target of the part can serve the request. */
  readonly open: Condition;
}

function tried(order: Order, options: TriedOptions): Part {
  const { origin } = options;
  switch (order.kind) {
    case "target": {
      const open = suits(order.target, options.terms, origin);
      return { of: [{ target: order.target, when: open, isExact: true }], open };
    }
    case "split": {
      const parts = order.parts.map(({ weight, of }) => ({ weight, ...tried(of, options) }));
      const { taken, isExact } = sides(parts, order.by, origin);
      return { of: parts.flatMap((part, i) => narrowed(part, taken[i]!, isExact)), open: openTo(parts, origin) };
    }
    default: {
      const parts = order.of.map((part) => tried(part, options));
      const open = openTo(parts, origin);
      if (order.kind !== "chain" || options.goesOn) {
        // Which one is cheapest is looked at for a request, not for all.
        const isAny = options.goesOn || order.kind !== "cheapest";
        return { of: parts.flatMap((part) => narrowed(part, always(origin), isAny)), open };
      }
      return { of: parts.flatMap((part, i) => firstOnly(part, parts.slice(0, i), origin)), open };
    }
  }
}

/** Without fallbacks a part of a chain is tried only where nothing before it can serve the request. */
function firstOnly(part: Part, before: readonly Part[], origin: Origin): Tried[] {
  const closed = all(
    before.map(({ open }) => not(open, origin)),
    origin,
  );
  return narrowed(part, closed, true);
}

function narrowed({ of }: Part, to: Condition, isExact: boolean): Tried[] {
  return of.map((tried) => ({
    target: tried.target,
    when: all([tried.when, to], to.origin),
    isExact: isExact && tried.isExact,
  }));
}

function always(origin: Origin): Condition {
  return { kind: "constant", value: true, origin };
}

function openTo(parts: readonly Part[], origin: Origin): Condition {
  return any(
    parts.map(({ open }) => open),
    origin,
  );
}
