/** The nearest of all vectors by looking at each, in plain JavaScript: what the index is held against. */
import type { MadeVectors } from "./made-vectors.ts";

/** Indices of the nearest `most` of every so many from the first on, and their cosines, the nearest first. */
export function plainSearch(
  vectors: MadeVectors,
  question: Float32Array,
  among: { readonly first: number; readonly step: number },
  most: number,
): { index: number; cosine: number }[] {
  const best: { index: number; cosine: number }[] = [];
  for (let index = among.first; index < vectors.count; index += among.step) {
    const cosine = product(vectors.of(index), question);
    if (best.length === most && cosine <= best[most - 1]!.cosine) continue;
    best.push({ index, cosine });
    best.sort((a, b) => b.cosine - a.cosine);
    best.length = Math.min(best.length, most);
  }
  return best;
}

function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
