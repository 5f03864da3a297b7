import { expect, test } from "vitest";
import { Paired } from "../../../../runtime/request/shadow/paired.ts";

test("quantiles are those of the last thousand pairs, sorted by hand", () => {
  const paired = new Paired();
  expect(paired.spread).toBeUndefined();
  const all: [number, number][] = [];
  for (let i = 0; i < 2_500; i++) {
    const pair: [number, number] = [(i * 7_919) % 1_013, (i * 104_729) % 997];
    all.push(pair);
    paired.add(...pair);
  }
  const last = all.slice(-1_000);
  const at = (values: number[], q: number) => values.sort((a, b) => a - b)[Math.ceil(q * values.length) - 1];
  const differences = last.map(([shadow, beside]) => shadow - beside);
  expect(paired.spread).toMatchObject({
    of: 1_000,
    shadow: {
      p50: at(
        last.map(([one]) => one),
        0.5,
      ),
      p95: at(
        last.map(([one]) => one),
        0.95,
      ),
    },
    beside: {
      p50: at(
        last.map(([, one]) => one),
        0.5,
      ),
      p95: at(
        last.map(([, one]) => one),
        0.95,
      ),
    },
    difference: { p50: at(differences, 0.5), p95: at(differences, 0.95) },
  });
});

test("the median that is likely holds nineteen times of twenty, and there is none of five pairs", () => {
  let state = 99;
  const chance = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (const seen of [6, 15, 60]) {
    let held = 0;
    for (let i = 0; i < 1_000; i++) {
      const paired = new Paired();
      // A skewed spread whose median is ln 2.
      for (let j = 0; j < seen; j++) paired.add(-Math.log(1 - chance()), 0);
      const [from, to] = paired.spread!.difference.likely!;
      if (from <= Math.LN2 && Math.LN2 <= to) held += 1;
    }
    expect(held / 1_000, `${seen} pairs`).toBeGreaterThan(0.92);
  }
  const few = new Paired();
  for (let j = 0; j < 5; j++) few.add(j, 0);
  expect(few.spread!.difference.likely).toBeUndefined();
});
