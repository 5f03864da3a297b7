/**
 * The side of a split that a sample from 0 to 100 falls on: its index; -1 when every weight is 0. Sides of weight 0 are closed.
 * Sums are those of doubles, in the order of the sides: whoever asks in another way may get another side.
 */
export function splitSide(weights: readonly number[], share: number): number {
  let left = (share / 100) * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [side, weight] of weights.entries()) {
    if (weight === 0) continue;
    left -= weight;
    if (left < 0) return side;
  }
  return weights.findLastIndex((weight) => weight > 0);
}
