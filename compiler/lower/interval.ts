/** Comparisons of numbers as half-open intervals over the doubles: exact, because a double has a next one. */

export interface Interval {
  readonly from: number;
  readonly to: number;
}

const below: number = Number.NEGATIVE_INFINITY;
const above: number = Number.POSITIVE_INFINITY;

/** Where `x operator value` holds; `whole` when x is always a whole number. Empty (`from` ≥ `to`) when it never does. */
export function interval(operator: string, value: number, whole: boolean): Interval {
  const at = whole ? Math.ceil(value) : value;
  const after = whole ? Math.max(Math.floor(value) + 1, nextDouble(value)) : nextDouble(value);
  switch (operator) {
    case "<":
      return { from: below, to: at };
    case "<=":
      return { from: below, to: after };
    case ">":
      return { from: after, to: above };
    case ">=":
      return { from: at, to: above };
    default:
      return { from: at, to: after };
  }
}

/** The least double above `value`, never -0; infinity and NaN are their own. */
export function nextDouble(value: number): number {
  if (!(value < above)) return value;
  if (value === 0) return Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return view.getFloat64(0) + 0;
}

/** The greatest double below `value`, never -0. */
export function previousDouble(value: number): number {
  return -nextDouble(-value) + 0;
}
