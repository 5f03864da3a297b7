/** What is done to a store, drawn at random; names and times are small numbers, made into ids by whoever does it. */
import fc from "fast-check";

export type Operation = Readable | Clock | Limit;

/** What may be done again when nobody knows whether it was done. */
export type Money =
  | { does: "hold"; id: number; amount: number; accounts: readonly number[]; lease: number }
  | {
      does: "settle";
      all: readonly { charge: boolean; id: number; cost: number; unsettled: number; accounts: readonly number[] }[];
    }
  | { does: "renew"; ids: readonly number[]; lease: number };

type Readable = Money | { does: "away"; during: Money } | { does: "look" };
type Clock = { does: "clock"; by: number } | { does: "expire" };
type Limit =
  | { does: "take"; rates: readonly Rate[]; places: readonly { key: number; id: number; lease: number }[] }
  | { does: "correct"; rates: readonly Rate[] }
  | { does: "leave"; ids: readonly number[] };

export interface Rate {
  readonly key: number;
  readonly amount: number;
}

const below = (most: number) => fc.nat({ max: most - 1 });
const some = <T>(one: fc.Arbitrary<T>, most: number) => fc.array(one, { minLength: 1, maxLength: most });
const accounts = fc.uniqueArray(below(3), { minLength: 1, maxLength: 3 });
const lease = fc.oneof(below(50), below(5_000));
const does = <Name extends string>(name: Name) => fc.constant(name);

const hold = fc.record({ does: does("hold"), id: below(8), amount: below(40), accounts, lease });
const settled = fc.record({ charge: fc.boolean(), id: below(8), cost: below(50), unsettled: below(5), accounts });
const settle = fc.record({ does: does("settle"), all: some(settled, 3) });
const renew = fc.record({ does: does("renew"), ids: some(below(8), 4), lease });
const money: fc.Arbitrary<Money> = fc.oneof({ weight: 3, arbitrary: hold }, { weight: 2, arbitrary: settle }, renew);

const rates = fc.uniqueArray(fc.record({ key: below(3), amount: fc.integer({ min: 1, max: 6 }) }), {
  maxLength: 2,
  selector: ({ key }) => key,
});
const corrections = fc.uniqueArray(fc.record({ key: below(3), amount: fc.integer({ min: -6, max: 30 }) }), {
  maxLength: 2,
  selector: ({ key }) => key,
});
const places = fc.uniqueArray(fc.record({ key: below(2), id: below(8), lease }), {
  maxLength: 2,
  selector: ({ key }) => key,
});
/** Small steps, an hour, the next window. */
const by = fc.oneof(below(300), fc.integer({ min: -3_000, max: 3_000 }), fc.constantFrom(-3_600_000, 3_600_000));

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 12, arbitrary: money },
  { weight: 1, arbitrary: fc.record({ does: does("away"), during: money }) },
  { weight: 2, arbitrary: fc.record({ does: does("look") }) },
  { weight: 5, arbitrary: fc.record({ does: does("clock"), by }) },
  { weight: 3, arbitrary: fc.record({ does: does("expire") }) },
  { weight: 4, arbitrary: fc.record({ does: does("take"), rates, places }) },
  { weight: 1, arbitrary: fc.record({ does: does("correct"), rates: corrections }) },
  { weight: 1, arbitrary: fc.record({ does: does("leave"), ids: some(below(8), 3) }) },
);

/** What stands together is asked for at once. */
export const sequences: fc.Arbitrary<Operation[][]> = fc.array(fc.array(operation, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 15,
});
