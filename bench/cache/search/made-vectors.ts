/** Vectors of length 1, by a seed, in one array: real ones would be of some model, and these are the same everywhere. */
import { type Seeded, seeded } from "../../fuzz/seeded.ts";

export type Spread = "uniform" | "clustered";

export interface MadeVectors {
  readonly dimension: number;
  readonly count: number;
  of(index: number): Float32Array;
  /** Questions: every other one close to a vector that is there, the others as such a vector would be. */
  readonly questions: readonly Float32Array[];
}

interface Made {
  readonly count: number;
  readonly dimension: number;
  readonly data: Spread;
  readonly questions: number;
}

/** Clusters of about as many as ask for the same; noise is 0.7 times as long as their centre: two of one have a cosine of 0.67. */
const CLUSTER = 250;
const NOISE = 0.7;

/** How far a question is from a vector that says the same: a cosine of 0.96. */
const NEAR = 0.3;

export function madeVectors({ count, dimension, data, questions }: Made): MadeVectors {
  const random = seeded(count + dimension);
  const all = new Float32Array(count * dimension);
  const of = (index: number) => all.subarray(index * dimension, (index + 1) * dimension);
  const clusters = Array.from({ length: Math.max(1, count / CLUSTER) }, () => noise(dimension, random));
  const next = () => (data === "uniform" ? noise(dimension, random) : around(random.pick(clusters), NOISE, random));
  for (let i = 0; i < count; i++) all.set(next(), i * dimension);
  const asked = Array.from({ length: questions }, (_, i) =>
    i % 2 === 0 ? around(of(random.integer(count)), NEAR, random) : next(),
  );
  return { dimension, count, of, questions: asked };
}

function around(centre: Float32Array, distance: number, random: Seeded): Float32Array {
  const off = noise(centre.length, random);
  return unit(centre.map((value, i) => value + distance * off[i]!));
}

/** Close to a normal distribution, so that no direction is special. */
function noise(dimension: number, random: Seeded): Float32Array {
  const vector = new Float32Array(dimension);
  for (let i = 0; i < dimension; i++) {
    const [a, b] = [random.integer(2 ** 30), random.integer(2 ** 30)];
    vector[i] = (a % 32_768) + (a >>> 15) + (b % 32_768) + (b >>> 15) - 65_534;
  }
  return unit(vector);
}

function unit(vector: Float32Array): Float32Array {
  let square = 0;
  for (const value of vector) square += value * value;
  const length = Math.sqrt(square);
  return vector.map((value) => value / length);
}
