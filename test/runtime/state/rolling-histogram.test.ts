import fc from "fast-check";
import { expect, test } from "vitest";
import { RELATIVE_ERROR, RollingHistogram, WINDOW } from "../../../runtime/state/rolling-histogram.ts";

/** The nearest rank of all values, sorted. */
function exact(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(1, Math.ceil(q * sorted.length)) - 1]!;
}

const duration = fc.oneof(
  fc.double({ min: 1, max: 3_600_000, noNaN: true }),
  fc.double({ min: 0, max: Math.log(3_600_000), noNaN: true }).map(Math.exp),
  fc.integer({ min: 1, max: 50 }),
);

test("quantiles are those of all that was measured, within the stated share of themselves", () => {
  let worst = 0;
  const property = fc.property(fc.array(duration, { minLength: 1, maxLength: 300 }), (values) => {
    const histogram = new RollingHistogram();
    for (const value of values) histogram.record(value, 0);
    for (const q of [0, 0.1, 0.5, 0.9, 0.95, 0.99, 1]) {
      const right = exact(values, q);
      worst = Math.max(worst, Math.abs(histogram.quantile(q)! - right) / right);
    }
  });
  fc.assert(property, { numRuns: 500 });
  expect(worst).toBeLessThanOrEqual(RELATIVE_ERROR * (1 + 1e-6));
  // Else another bound could be stated.
  expect(worst).toBeGreaterThan(RELATIVE_ERROR * 0.9);
});

test("what is measured as less than a millisecond is one, as more than an hour an hour, and as nothing is one", () => {
  const of = (ms: number): number => {
    const histogram = new RollingHistogram();
    histogram.record(ms, 0);
    return histogram.quantile(0.5)!;
  };
  expect([of(0), of(0.2), of(Number.NaN)]).toEqual([1, 1, 1]);
  expect(of(1e12) / 3_600_000).toBeCloseTo(1, 1);
});

test("only what was measured in the window before the newest counts, to a slot of it", () => {
  const slot = WINDOW / 6;
  const step = fc.record({ ms: fc.nat(10_000), after: fc.oneof(fc.nat(slot), fc.nat(3 * WINDOW)) });
  const property = fc.property(fc.array(step, { minLength: 1, maxLength: 200 }), (steps) => {
    const histogram = new RollingHistogram();
    const all: { ms: number; at: number }[] = [];
    let now = 0;
    for (const { ms, after } of steps) {
      now += after;
      histogram.record(ms, now);
      all.push({ ms, at: now });
      const oldest = (Math.floor(now / slot) - 5) * slot;
      expect(histogram.count).toBe(all.filter(({ at }) => at >= oldest).length);
    }
    const left = all.filter(({ at }) => at >= (Math.floor(now / slot) - 5) * slot).map(({ ms }) => Math.max(1, ms));
    expect(Math.abs(histogram.quantile(0.5)! - exact(left, 0.5)) / exact(left, 0.5)).toBeLessThan(
      RELATIVE_ERROR + 1e-6,
    );
  });
  fc.assert(property, { numRuns: 300 });
});

test("a million equal measurements are no more than a full slot, and no less than what came since", () => {
  const histogram = new RollingHistogram();
  for (let i = 0; i < 1_000_000; i++) histogram.record(100, 0);
  for (let i = 0; i < 100_000; i++) histogram.record(1_000, 1);
  expect(histogram.quantile(0.25)! / 100).toBeCloseTo(1, 1);
  expect(histogram.quantile(0.95)! / 1_000).toBeCloseTo(1, 1);
  histogram.record(5, WINDOW * 2);
  expect([histogram.count, Math.round(histogram.quantile(1)!)]).toEqual([1, 5]);
});
