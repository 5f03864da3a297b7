import fc from "fast-check";
import { expect, test } from "vitest";
import { writeQuery, writeRow } from "../../../../../runtime/cache/semantic/index/coarse.ts";
import { thorough } from "../../../../thorough.ts";
import { cosineOf } from "./brute-force.ts";
import { around, axis, randomOf, uniform, unit } from "./vectors.ts";

const sizes = fc.constantFrom(1, 2, 31, 32, 100, 384, 1_536);

/** Of every kind: noise, near to each other, uneven, and with all their length in one number. */
function pair(kind: number, dimension: number, seed: number): [Float32Array, Float32Array] {
  const random = randomOf(seed);
  const one = uniform(dimension, random);
  const uneven = (by: number) => unit(Float64Array.from(one, (value, i) => value * 10 ** -(i % by)));
  const kinds = [
    () => [one, uniform(dimension, random)],
    () => [one, around(one, 1e-3, random)],
    () => [uneven(40), uneven(3)],
    () => [axis(dimension, seed), one],
    () => [unit(one.map((value) => Math.sign(value) || 1)), uneven(6)],
  ] as const;
  return kinds[kind]!() as [Float32Array, Float32Array];
}

test("what few bits say of two vectors is within what it says that it is off by", () => {
  const pairs = fc.property(fc.nat(4), sizes, fc.nat(), (kind, dimension, seed) => {
    const [x, y] = pair(kind, dimension, seed);
    const numbers = Math.ceil(dimension / 32) * 32;
    const [bytes, shorts] = [new Int8Array(numbers), new Int16Array(numbers)];
    const row = writeRow(x, bytes, 0);
    const query = writeQuery(y, shorts, 0, numbers);
    const products = Array.from(bytes, (q, i) => q * shorts[i]!);
    const sum = products.reduce((a, b) => a + b, 0);
    // Any partial sum of it, too, fits into 32 bits.
    expect(products.reduce((a, b) => a + Math.abs(b), 0)).toBeLessThan(2 ** 31);
    const off = Math.abs(cosineOf(x, y) - row.scale * query.scale * sum);
    expect(off).toBeLessThanOrEqual(row.rest * query.length + query.slack);
    // It would be no use if it were large.
    expect(row.rest * query.length + query.slack).toBeLessThan(0.004 * Math.sqrt(dimension) + 0.001);
  });
  fc.assert(pairs, { numRuns: thorough(5_000, 500) });
});
