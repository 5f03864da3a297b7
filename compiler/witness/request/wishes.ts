import type { CellSet } from "../../regions/columns.ts";
import type { Cells, Columns } from "../../regions/search/point.ts";
import { rangesOf, type WholeRange, wholesIn } from "../values/number-ranges.ts";

/** What cells ask of a request, by the key of the column; whatever they do not name may be anything. */
export class Wishes {
  readonly columns: Columns;
  readonly cells: Cells;

  constructor(columns: Columns, cells: Cells) {
    this.columns = columns;
    this.cells = cells;
  }

  /** Whether a yes-or-no fact may be so. */
  may(key: string, value: boolean): boolean {
    return ((this.cells.get(key) ?? 0b11n) & (value ? 0b10n : 0b01n)) !== 0n;
  }

  /** Ascending. */
  wholes(key: string, least: number, most: number = Infinity): WholeRange[] {
    return wholesIn(rangesOf(this.columns.get(key), this.cells.get(key)), least, most);
  }

  mayMiss(key: string): boolean {
    const cells: CellSet = this.cells.get(key) ?? 1n;
    return (cells & 1n) !== 0n;
  }
}
