/** The numbers of a set of cells: as half-open intervals over the doubles, or as whole numbers with both ends. */
import { cellRuns } from "../../regions/cell-runs.ts";
import type { CellSet, Column } from "../../regions/columns.ts";

/** `from` belongs to it, `to` does not. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Both belong to it. */
export interface WholeRange {
  readonly least: number;
  readonly most: number;
}

/** Ascending, neighbouring cells joined; the missing cell is not looked at. */
export function rangesOf(column: Column | undefined, cells: CellSet | undefined): Range[] {
  if (column?.kind !== "number" || cells === undefined) return [{ from: -Infinity, to: Infinity }];
  const ranges: Range[] = [];
  const runs = cellRuns(cells & ~1n);
  for (let i = 0; i < runs.length; i += 2) {
    ranges.push({ from: cellStart(column, runs[i]!), to: cellStart(column, runs[i + 1]!) });
  }
  return ranges;
}

/** The numbers of one cell. */
export function rangeOfCell(column: NumberColumn, cell: number): Range {
  return { from: cellStart(column, cell), to: cellStart(column, cell + 1) };
}

/** Where a cell begins; infinity behind the last one. */
function cellStart({ cuts }: NumberColumn, cell: number): number {
  return cell < 2 ? -Infinity : (cuts[cell - 2] ?? Infinity);
}

type NumberColumn = Extract<Column, { kind: "number" }>;

/** The whole numbers of the ranges from `least` to `most`. */
export function wholesIn(ranges: readonly Range[], least: number, most: number): WholeRange[] {
  return clipped(
    ranges.map(({ from, to }) => ({ least: Math.ceil(from), most: Math.ceil(to) - 1 })),
    least,
    most,
  );
}

export function clipped(ranges: readonly WholeRange[], least: number, most: number): WholeRange[] {
  return ranges
    .map((range) => ({ least: Math.max(range.least, least), most: Math.min(range.most, most) }))
    .filter((range) => range.least <= range.most);
}

export function holds(ranges: readonly WholeRange[], value: number): boolean {
  return ranges.some(({ least, most }) => least <= value && value <= most);
}

/** The numbers of a range that is not wide. */
export function wholesOf({ least, most }: WholeRange): number[] {
  return Array.from({ length: most - least + 1 }, (_, i) => least + i);
}

/** The smallest number from `value` on; undefined when there is none. */
export function leastFrom(ranges: readonly WholeRange[], value: number): number | undefined {
  const range = ranges.find(({ most }) => value <= most);
  return range && Math.max(range.least, value);
}

/** The greatest number up to `value`; undefined when there is none. */
export function mostUpTo(ranges: readonly WholeRange[], value: number): number | undefined {
  const range = ranges.findLast(({ least }) => least <= value);
  return range && Math.min(range.most, value);
}
