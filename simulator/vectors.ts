import { seededRandom } from "./random.ts";

const mostWords = 64;

/** A vector of length 1 for a text: the same for the same text, near for texts that share words. In float32. */
export function vectorOf(text: string, dimensions: number): number[] {
  const sum = new Float64Array(dimensions);
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  for (const word of ["", ...words.slice(0, mostWords)]) {
    const random = seededRandom("word", word);
    for (let index = 0; index < dimensions; index += 1) sum[index] = (sum[index] ?? 0) + random() - 0.5;
  }
  const length = Math.hypot(...sum);
  return Array.from(sum, (value) => Math.fround(value / length));
}
