import { toFloats, type Vector } from "../../../operations/embeddings/vector.ts";

/** More than any model's. */
const MOST_NUMBERS = 16_384;

/** The same direction with the length 1, or what is wrong with it. */
export function unitVector(came: Vector): Float32Array | string {
  const numbers = toFloats(came);
  if (numbers.length > MOST_NUMBERS) return `the vector has ${numbers.length} numbers; ${MOST_NUMBERS} are the most`;
  if (!numbers.every(Number.isFinite)) return "the vector has numbers that are not finite";
  const largest = numbers.reduce((most, number) => Math.max(most, Math.abs(number)), 0);
  if (largest === 0) return "the vector has no direction: all of its numbers are 0";
  // Squares of what is very large, or very small, would be infinite, or 0.
  const length = Math.sqrt(numbers.reduce((sum, number) => sum + (number / largest) ** 2, 0));
  return Float32Array.from(numbers, (number) => number / largest / length);
}
