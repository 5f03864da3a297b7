/** Vectors of length 1, by a seed. */
export type Random = () => number;

export function randomOf(seed: number): Random {
  let state = seed >>> 0 || 1;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export function unit(numbers: Iterable<number>): Float32Array {
  const all = Float64Array.from(numbers);
  let square = 0;
  for (const value of all) square += value * value;
  return Float32Array.from(all, (value) => value / Math.sqrt(square));
}

/** In no direction more than in another. */
export function uniform(dimension: number, random: Random): Float32Array {
  return unit(Float64Array.from({ length: dimension }, () => normal(random)));
}

/** As far from `centre` as `spread` says: at 1 the noise is as long as it. */
export function around(centre: Float32Array, spread: number, random: Random): Float32Array {
  const noise = spread / Math.sqrt(centre.length);
  return unit(Float64Array.from(centre, (value) => value + noise * normal(random)));
}

/** With all of its length in one number. */
export function axis(dimension: number, at: number, sign: 1 | -1 = 1): Float32Array {
  const vector = new Float32Array(dimension);
  vector[at % dimension] = sign;
  return vector;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
