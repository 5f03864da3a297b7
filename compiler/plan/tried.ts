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
  readonly when: Condition;
}

export interface TriedOptions {
  readonly terms: Terms;
  /** Whether any failure goes on to the next target. */
  readonly fallsBack: boolean;
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
      return { of: [{ target: order.target, when: open }], open };
    }
    case "split": {
      const parts = order.parts.map(({ weight, of }) => ({ weight, ...tried(of, options) }));
      const taken = sides(parts, order.by, origin);
      const of = parts.flatMap((part, i) =>
        part.of.map(({ target, when }) => ({ target, when: both(when, taken[i]!) })),
      );
      return {
        of,
        open: any(
          parts.map(({ open }) => open),
          origin,
        ),
      };
    }
    default: {
      const parts = order.of.map((part) => tried(part, options));
      const open = any(
        parts.map((part) => part.open),
        origin,
      );
      if (options.fallsBack || order.kind !== "chain") return { of: parts.flatMap(({ of }) => of), open };
      return { of: parts.flatMap((part, i) => firstOnly(part, parts.slice(0, i), origin)), open };
    }
  }
}

/** Without fallbacks a part of a chain is tried only where nothing before it can serve the request. */
function firstOnly({ of }: Part, before: readonly Part[], origin: Origin): Tried[] {
  const closed = all(
    before.map(({ open }) => not(open, origin)),
    origin,
  );
  return of.map(({ target, when }) => ({ target, when: both(when, closed) }));
}

function both(a: Condition, b: Condition): Condition {
  return all([a, b], a.origin);
}
