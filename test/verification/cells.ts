/** Cells of numbers as a policy cuts them. */

export interface NumberCell {
  readonly from: number;
  /** Not part of it. */
  readonly to: number;
}

/** Every cell that has a value from `least` up to, not including, `end`. */
export function cellsBetween(cuts: Iterable<number>, least: number, end = Number.POSITIVE_INFINITY): NumberCell[] {
  const inside = [...new Set(cuts)].filter((cut) => cut > least && cut < end).sort((a, b) => a - b);
  const bounds = [least, ...inside, end];
  return bounds.slice(1).map((to, i) => ({ from: bounds[i]!, to }));
}

/** Both ends of a cell of whole numbers; a cell without an end is left at `beyond`. */
export function wholeEnds({ from, to }: NumberCell, beyond: number): number[] {
  const last = Number.isFinite(to) ? to - 1 : from + beyond;
  return last > from ? [from, last] : [from];
}

/** A double inside a cell; its only one where it has no more. */
export function inside({ from, to }: NumberCell): number {
  if (to === Number.POSITIVE_INFINITY) return Math.ceil(from) + 100;
  if (from === Number.NEGATIVE_INFINITY) return Math.floor(to) - 100;
  const middle = (from + to) / 2;
  return middle < to ? (middle > from && to - from > 1e-6 ? middle : from) : from;
}
