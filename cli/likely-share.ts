/** 97.5 % of a normal distribution lie below. */
const Z = 1.959964;

/** Between which shares the share of all there could be lies with 95 %, by how many of those that were seen had it (Wilson's interval). */
export function likelyShare(had: number, seen: number): [from: number, to: number] {
  if (seen === 0) return [0, 1];
  const share = had / seen;
  const spread = 1 + Z ** 2 / seen;
  const middle = (share + Z ** 2 / (2 * seen)) / spread;
  const half = (Z / spread) * Math.sqrt((share * (1 - share)) / seen + Z ** 2 / (4 * seen ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}
