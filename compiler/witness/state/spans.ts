/** Where along a scale a number falls into some cells of a column: exact, by bisection, because the scale is monotone. */
import { cellRuns } from "../../regions/cell-runs.ts";
import type { CellSet } from "../../regions/columns.ts";
import { cellOf, type NumberColumn } from "./cell-of.ts";

/** Steps 0 to `count - 1`, in whose order what is read rises, or never rises. */
export interface Scale {
  readonly count: bigint;
  readonly falls?: boolean;
  /** The value in the column at a step. */
  at(step: bigint): number;
}

/** Steps, both included. */
export interface Span {
  readonly first: bigint;
  readonly last: bigint;
}

/** The steps whose values fall into `cells`, ascending. */
export function spansOf(scale: Scale, column: NumberColumn, cells: CellSet): Span[] {
  const spans = runs(cells).map(({ from, to }) => {
    const cellAt = (step: bigint) => cellOf(column, scale.at(step));
    if (scale.falls) {
      const first = firstStep(scale.count, (step) => cellAt(step) < to);
      return { first, last: firstStep(scale.count, (step) => cellAt(step) < from) - 1n };
    }
    const first = firstStep(scale.count, (step) => cellAt(step) >= from);
    return { first, last: firstStep(scale.count, (step) => cellAt(step) >= to) - 1n };
  });
  return spans.filter(({ first, last }) => first <= last).sort((a, b) => (a.first < b.first ? -1 : 1));
}

/** What is in both. */
export function sharedSpans(left: readonly Span[], right: readonly Span[]): Span[] {
  const shared = left.flatMap((a) =>
    right.map((b) => ({ first: a.first > b.first ? a.first : b.first, last: a.last < b.last ? a.last : b.last })),
  );
  return shared.filter(({ first, last }) => first <= last);
}

/** Neighbouring cells together, the missing one apart: from a cell up to, not including, another. */
function runs(cells: CellSet): { from: number; to: number }[] {
  const borders = cellRuns(cells & ~1n);
  return borders.flatMap((from, i) => (i % 2 === 0 ? [{ from, to: borders[i + 1]! }] : []));
}

/** The first step from which on `holds`; `count` when there is none. */
function firstStep(count: bigint, holds: (step: bigint) => boolean): bigint {
  let low = 0n;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1n;
    if (holds(middle)) high = middle;
    else low = middle + 1n;
  }
  return low;
}
