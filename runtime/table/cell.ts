import type { FactValue } from "../../semantics/facts/facts.ts";
import type { LoadedColumn } from "./loaded-table.ts";

/** The number of the cell that the value falls into: see `TableColumn`. */
export function cellOf(column: LoadedColumn, value: FactValue): number {
  switch (column.kind) {
    case "number":
      return typeof value === "number" ? 1 + countUpTo(column.cuts, value) : 0;
    case "string":
      return typeof value === "string" ? (column.cellOfValue.get(value) ?? 1) : 0;
    case "boolean":
      return value === true ? 1 : 0;
  }
  return column satisfies never;
}

/** How many of the ascending cuts are at most `value`. */
function countUpTo(cuts: Float64Array, value: number): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cuts[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
