import { describe, expect, test } from "vitest";
import { interval, nextDouble, previousDouble } from "../../../compiler/lower/interval.ts";

const values = [0, 0.1, 1, 5, 1_500, 2 ** 53, Number.MIN_VALUE, Number.MAX_VALUE, 1e-300, 0.1 + 0.2];
const compared: Readonly<Record<string, (x: number, y: number) => boolean>> = {
  "<": (x, y) => x < y,
  "<=": (x, y) => x <= y,
  ">": (x, y) => x > y,
  ">=": (x, y) => x >= y,
  "===": (x, y) => x === y,
};

describe("the next double", () => {
  test.each([...values, ...values.map((value) => -value)])("of %d has nothing in between", (value) => {
    const next = nextDouble(value);
    expect(next).toBeGreaterThan(value);
    expect([value, next]).toContain(value + (next - value) / 2 || next);
    if (Number.isFinite(next)) expect(previousDouble(next) + 0).toBe(value + 0);
  });

  test("of infinity and of what is no number is itself, and zero has no sign", () => {
    expect(nextDouble(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(nextDouble(Number.NaN)).toBeNaN();
    expect(nextDouble(-Number.MIN_VALUE)).toBe(0);
  });
});

describe("a comparison is an interval", () => {
  test.each(Object.keys(compared))("x %s value, on the value and on the doubles next to it", (operator) => {
    for (const value of [...values, ...values.map((each) => -each)]) {
      const { from, to } = interval(operator, value, false);
      for (const x of [previousDouble(value), value, nextDouble(value)].filter(Number.isFinite)) {
        expect(x >= from && x < to, `${x} ${operator} ${value}`).toBe(compared[operator]!(x, value));
      }
    }
  });

  test.each(Object.keys(compared))("x %s value, where x is a whole number", (operator) => {
    for (const value of [-1.5, -1, 0, 0.5, 10, 10.5, 2 ** 53]) {
      const { from, to } = interval(operator, value, true);
      for (const x of [Math.floor(value) - 1, Math.floor(value), Math.ceil(value), Math.ceil(value) + 2]) {
        expect(x >= from && x < to, `${x} ${operator} ${value}`).toBe(compared[operator]!(x, value));
      }
    }
  });

  test("with what is no number it is empty", () => {
    for (const operator of Object.keys(compared)) {
      const { from, to } = interval(operator, Number.NaN, false);
      expect(Number.isNaN(from) || Number.isNaN(to)).toBe(true);
    }
  });
});
