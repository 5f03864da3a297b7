import type { FactValue } from "../../../semantics/facts/facts.ts";
import type { CellSet, Column } from "../../regions/columns.ts";
import { countBelow } from "../../regions/count-below.ts";

export type NumberColumn = Extract<Column, { kind: "number" }>;

/** The number of the cell that the value falls into. */
export function cellOf(column: Column, value: FactValue): number {
  switch (column.kind) {
    case "number":
      return typeof value === "number" ? 1 + countUpTo(column.cuts, value) : 0;
    case "string":
      return typeof value === "string" ? stringCell(column.values, value) : 0;
    case "boolean":
      return value === true ? 1 : 0;
  }
  return column satisfies never;
}

export function isAmong(cells: CellSet, column: Column, value: FactValue): boolean {
  return ((cells >> BigInt(cellOf(column, value))) & 1n) === 1n;
}

function stringCell(values: readonly string[], value: string): number {
  const index = countBelow(values, value);
  return values[index] === value ? index + 2 : 1;
}

/** How many of the ascending cuts are at most `value`. */
function countUpTo(cuts: readonly number[], value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
