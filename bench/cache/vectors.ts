/**
 * Vectors of the texts of all pairs, as all-MiniLM-L6-v2 has them, in `vectors.f16`: 384 floats of 16 bits each, little-endian, of the kept
 * and the asked text of each pair. Cosines are those of 32 bits to 1e-4.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Pair } from "./pairs/read-pairs.ts";

const DIMENSIONS = 384;
const FILE = join(import.meta.dirname, "vectors.f16");
/** A digest of the texts stands before the vectors: others have none. */
const DIGEST = 32;

export function textsOf(pairs: readonly Pair[]): string[] {
  return pairs.flatMap(({ kept, asked }) => [kept, asked]);
}

export function writeVectors(pairs: readonly Pair[], vectors: readonly Float32Array[]): void {
  const bytes = Buffer.alloc(vectors.length * DIMENSIONS * 2);
  vectors.forEach((vector, i) => {
    vector.forEach((value, j) => {
      bytes.writeUInt16LE(halfOf(value), (i * DIMENSIONS + j) * 2);
    });
  });
  writeFileSync(FILE, Buffer.concat([digestOf(pairs), bytes]));
}

/** Of all pairs; throws where they are not those that were recorded. */
export function readVectors(pairs: readonly Pair[]): Float32Array[] {
  const file = readFileSync(FILE);
  const count = pairs.length * 2;
  if (!file.subarray(0, DIGEST).equals(digestOf(pairs)) || file.length !== DIGEST + count * DIMENSIONS * 2)
    throw new Error("bench/cache/vectors.f16 is of other texts: UPDATE=1 npm run bench -- cache --only embedder");
  const at = (i: number, j: number) => floatOf(file.readUInt16LE(DIGEST + (i * DIMENSIONS + j) * 2));
  return Array.from({ length: count }, (_, i) => Float32Array.from({ length: DIMENSIONS }, (_, j) => at(i, j)));
}

/** Of vectors whose length need not be 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  let [product, ofA, ofB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    product += a[i]! * b[i]!;
    ofA += a[i]! * a[i]!;
    ofB += b[i]! * b[i]!;
  }
  return product / Math.sqrt(ofA * ofB);
}

function digestOf(pairs: readonly Pair[]): Buffer {
  return createHash("sha256")
    .update(JSON.stringify(textsOf(pairs)))
    .digest();
}

/** Of a number within ±1, to the nearest; what is below 2^-14 is nothing. */
function halfOf(value: number): number {
  const sign = value < 0 ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size < 2 ** -14) return sign;
  const exponent = Math.floor(Math.log2(size));
  const fraction = Math.round((size / 2 ** exponent - 1) * 1024);
  return sign + (exponent + 15) * 1024 + fraction;
}

function floatOf(half: number): number {
  const size = (half & 0x7fff) === 0 ? 0 : 2 ** (((half >> 10) & 31) - 15) * (1 + (half & 1023) / 1024);
  return half & 0x8000 ? -size : size;
}
