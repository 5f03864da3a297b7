/**
 * Vectors with fewer bits, and what that can be off by. A row x is written as s·q + r, where q has 8 bits for each number, and the length |r|
 * is kept beside it; a query y as t·p + e likewise, with up to 16 bits. Then x·y = s·t·(q·p) + r·(t·p) + x·e, and since no product of
 * vectors is above that of their lengths, x·y differs from s·t·(q·p) by at most |r|·|t·p| + |x|·|e|. `q·p` is computed in whole numbers
 * that fit into 32 bits, so without an error; what the rest of the bound is rounded by is far below `ROUNDING`.
 */

/** By how much the length of a vector may differ from 1. */
export const LENGTH_TOLERANCE = 1e-3;

/**
 * More than what 32-bit floats can lose of a bound: six roundings, of numbers below 2, by 2⁻²⁴ of each. Lengths are rounded up by
 * `UP` before they become such floats.
 */
const ROUNDING = 2e-6;
const UP = 1 + 2 ** -20;

/** The largest of a row's numbers. */
const ROW_MOST = 127;

export interface CoarseRow {
  /** s */
  readonly scale: number;
  /** |r|, or a little more. */
  readonly rest: number;
}

export interface CoarseQuery {
  /** t */
  readonly scale: number;
  /** |t·p|, or a little more. */
  readonly length: number;
  /** What no row's |x|·|e|, and rounding, is above. */
  readonly slack: number;
}

/** Writes q from `at` on. */
export function writeRow(vector: Float32Array, bytes: Int8Array, at: number): CoarseRow {
  const scale = Math.fround((largest(vector) / ROW_MOST) * UP);
  const inverse = 1 / scale;
  let rest = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    const q = nearest(value * inverse);
    bytes[at + i] = q;
    const left = value - q * scale;
    rest += left * left;
  }
  return { scale, rest: Math.fround(Math.sqrt(rest) * UP) };
}

/** Writes p from `at` on, for rows of so many numbers. */
export function writeQuery(vector: Float32Array, shorts: Int16Array, at: number, numbers: number): CoarseQuery {
  // No sum of so many products is beyond 32 bits with a sign.
  const most = Math.min(0x7fff, Math.floor(0x7fffffff / (ROW_MOST * numbers)));
  const scale = Math.fround((largest(vector) / most) * UP);
  const inverse = 1 / scale;
  let [length, rest] = [0, 0];
  for (let i = 0; i < vector.length; i++) {
    const value = vector[i]!;
    const p = nearest(value * inverse);
    shorts[at + i] = p;
    const rounded = p * scale;
    length += rounded * rounded;
    rest += (value - rounded) * (value - rounded);
  }
  return {
    scale,
    length: Math.fround(Math.sqrt(length) * UP),
    slack: Math.fround(Math.sqrt(rest) * (1 + LENGTH_TOLERANCE) * UP + ROUNDING),
  };
}

/** The whole number next to one of at most 16 bits with a sign; faster than `Math.round`. */
function nearest(value: number): number {
  return ((value + 32_768.5) | 0) - 32_768;
}

function largest(vector: Float32Array): number {
  let most = 0;
  for (let i = 0; i < vector.length; i++) {
    const value = Math.abs(vector[i]!);
    if (value > most) most = value;
  }
  return most;
}
