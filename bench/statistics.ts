/** The figure to quote and how far the rounds were apart. */
export interface Spread {
  median: number;
  min: number;
  max: number;
  /** Three rounds in four are above it. */
  low: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: sorted[0]!, max: sorted.at(-1)!, low: quantile(sorted, 0.25) };
}

/** In another unit. */
export function scaled({ median, min, max, low }: Spread, by: number): Spread {
  return { median: median * by, min: min * by, max: max * by, low: low * by };
}

/** `sorted` ascending and not empty; between two values the nearer one's share counts more. */
export function quantile(sorted: ArrayLike<number>, share: number): number {
  const at = (sorted.length - 1) * share;
  const low = Math.floor(at);
  const below = sorted[low]!;
  const above = sorted[Math.min(low + 1, sorted.length - 1)]!;
  return below + (above - below) * (at - low);
}
