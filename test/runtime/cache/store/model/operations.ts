/** What is done to a store of the cache, drawn at random; names are small numbers, made into ids and keys by whoever does it. */
import fc from "fast-check";

export type Operation =
  | Put
  | { does: "find"; keys: readonly number[] }
  | { does: "entry"; id: number }
  | { does: "drop"; which: Which }
  | { does: "list"; which: Which; most: number }
  | { does: "clock"; by: number }
  | { does: "expire" }
  | { does: "add"; series: number; period: number; checks: number; wrong: number }
  | { does: "read"; series: number }
  | { does: "forget"; series: number; before: number };

export interface Put {
  readonly does: "put";
  readonly id: number;
  readonly keys: readonly number[];
  readonly route: number;
  readonly scope: number;
  readonly table: number;
  /** Minutes; 0 is over as it comes. */
  readonly lives: number;
  /** Characters of the answer. */
  readonly length: number;
  /** Numbers of its vector; 0 for one without a meaning. */
  readonly dimensions: number;
}

export interface Which {
  readonly id?: number | undefined;
  readonly route?: number | undefined;
  readonly scope?: number | undefined;
  readonly table?: number | undefined;
}

const below = (most: number) => fc.nat({ max: most - 1 });
const does = <Name extends string>(name: Name) => fc.constant(name);
const maybe = (one: fc.Arbitrary<number>) => fc.option(one, { nil: undefined, freq: 1 });

const put: fc.Arbitrary<Put> = fc.record({
  does: does("put"),
  id: below(12),
  keys: fc.uniqueArray(below(10), { minLength: 1, maxLength: 2 }),
  route: below(2),
  scope: below(4),
  table: below(2),
  lives: fc.oneof({ weight: 1, arbitrary: fc.constant(0) }, { weight: 9, arbitrary: fc.integer({ min: 5, max: 60 }) }),
  // Four of them fill the store; one in some is larger than all of it.
  length: fc.oneof({ weight: 12, arbitrary: below(3_000) }, { weight: 1, arbitrary: fc.constant(9_000) }),
  dimensions: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 200 })),
});
const which: fc.Arbitrary<Which> = fc.record({
  id: maybe(below(12)),
  route: maybe(below(2)),
  scope: maybe(below(4)),
  table: maybe(below(2)),
});
const series = below(2);
const period = below(5);

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 10, arbitrary: put },
  { weight: 8, arbitrary: fc.record({ does: does("find"), keys: fc.array(below(10), { maxLength: 3 }) }) },
  { weight: 3, arbitrary: fc.record({ does: does("entry"), id: below(12) }) },
  { weight: 2, arbitrary: fc.record({ does: does("drop"), which }) },
  { weight: 3, arbitrary: fc.record({ does: does("list"), which, most: below(6) }) },
  { weight: 3, arbitrary: fc.record({ does: does("clock"), by: fc.integer({ min: -600_000, max: 1_800_000 }) }) },
  { weight: 2, arbitrary: fc.record({ does: does("expire") }) },
  { weight: 1, arbitrary: fc.record({ does: does("add"), series, period, checks: below(9), wrong: below(3) }) },
  { weight: 1, arbitrary: fc.record({ does: does("read"), series }) },
  { weight: 1, arbitrary: fc.record({ does: does("forget"), series, before: period }) },
);

export const sequences: fc.Arbitrary<Operation[]> = fc.array(operation, {
  minLength: 1,
  maxLength: 60,
  // By themselves they are a sixth of that, which fills no store.
  size: "max",
});
