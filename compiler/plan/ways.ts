/** The ways in which the splits of an order can fall, each with the targets that a plan then has. */
import { all, any, not } from "../lower/connectives.ts";
import type { Condition } from "../lower/ir.ts";
import { type Order, reachable } from "./order.ts";
import { sides } from "./sides.ts";
import { suits } from "./suits.ts";
import type { Tried, TriedOptions } from "./tried.ts";

export interface Way {
  /** The requests that fall so; a few more unless it is exact. Every request falls in one of the ways. */
  readonly when: Condition;
  readonly isExact: boolean;
  /** All that is in the plan of such a request. A target may stand twice. */
  readonly of: readonly Omit<Tried, "isExact">[];
}

/** More are not told apart. */
const MOST_WAYS = 1_000;

/** Undefined where there are too many. Ways that no request falls in may be left out. */
export function waysOf(order: Order, options: Omit<TriedOptions, "goesOn">): Way[] | undefined {
  const { origin, terms } = options;
  const always: Condition = { kind: "constant", value: true, origin };
  switch (order.kind) {
    case "target": {
      const { target } = order;
      return [{ when: always, isExact: true, of: [{ target, when: suits(target, terms, origin) }] }];
    }
    case "split": {
      const parts = order.parts.map(({ weight, of }) => ({ weight, open: openTo(of, options) }));
      const { taken, isExact } = sides(parts, order.by, origin);
      const fallen: Way[] = [{ when: not(openTo(order, options), origin), isExact: true, of: [] }];
      for (const [i, { of }] of order.parts.entries()) {
        const ways = waysOf(of, options);
        if (!ways) return undefined;
        fallen.push(...ways.map((way) => within(way, taken[i]!, isExact)));
      }
      return limited(fallen);
    }
    default: {
      let found: Way[] | undefined = [{ when: always, isExact: true, of: [] }];
      for (const part of order.of) {
        const ways = waysOf(part, options);
        if (!ways || found.length * ways.length > MOST_WAYS) return undefined;
        found = limited(found.flatMap((way) => ways.map((next) => joined(way, next))));
        if (!found) return undefined;
      }
      return found;
    }
  }
}

/** The requests that some target can serve: a split falls on no side that has none. */
function openTo(order: Order, { terms, origin }: Omit<TriedOptions, "goesOn">): Condition {
  return any(
    [...reachable(order).values()].map((target) => suits(target, terms, origin)),
    origin,
  );
}

function within(way: Way, to: Condition, isExact: boolean): Way {
  return { ...way, when: all([way.when, to], to.origin), isExact: way.isExact && isExact };
}

function joined(a: Way, b: Way): Way {
  return { when: all([a.when, b.when], a.when.origin), isExact: a.isExact && b.isExact, of: [...a.of, ...b.of] };
}

function limited(ways: readonly Way[]): Way[] | undefined {
  const possible = ways.filter(({ when }) => when.kind !== "constant" || when.value);
  return possible.length > MOST_WAYS ? undefined : possible;
}
