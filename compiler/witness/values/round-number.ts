/** The number from `least` to `most` that ends in the most zeros, the smallest of these: 40,000 above 32,000. */
export function roundNumber(least: number, most: number): number {
  if (least <= 0 && most >= 0) return 0;
  for (let step = 10 ** Math.floor(Math.log10(Math.max(least, 1))); step > 1; step /= 10) {
    const round = Math.ceil(least / step) * step;
    if (round <= most) return round;
  }
  return least;
}
