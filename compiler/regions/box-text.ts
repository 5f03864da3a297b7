/** Boxes in writing that does not depend on how other conditions cut the columns: equal texts are equal regions. */
import type { Box } from "./box.ts";
import { cellRuns } from "./cell-runs.ts";
import type { CellSet, Column } from "./columns.ts";
import type { Columns } from "./search/point.ts";

/** Writes many boxes over the same columns. */
export class BoxTexts {
  readonly #columns: Columns;
  readonly #known = new Map<string, Map<CellSet, string>>();

  constructor(columns: Columns) {
    this.#columns = columns;
  }

  of(box: Box): string {
    const parts = [...box].map(([key, cells]) => `${JSON.stringify(key)}:${this.#cells(key, cells)}`);
    return parts.sort().join(";");
  }

  #cells(key: string, cells: CellSet): string {
    const known = this.#known.get(key) ?? new Map<CellSet, string>();
    this.#known.set(key, known);
    const text = known.get(cells) ?? cellsText(this.#columns.get(key)!, cells);
    known.set(cells, text);
    return text;
  }
}

function cellsText(column: Column, cells: CellSet): string {
  const has = (cell: number): boolean => (cells & (1n << BigInt(cell))) !== 0n;
  const missing = has(0) ? "-" : "";
  switch (column.kind) {
    case "boolean":
      return `${missing}${has(1) ? "+" : ""}`;
    case "string":
      // What is not listed depends on what is: with the rest the listed values that are left out are written.
      return missing + JSON.stringify([has(1), column.values.filter((_, i) => has(i + 2) !== has(1))]);
    case "number":
      return missing + intervals(column.cuts, cells & ~1n).join(",");
  }
  return column satisfies never;
}

function intervals(cuts: readonly number[], cells: CellSet): string[] {
  const found: string[] = [];
  const runs = cellRuns(cells);
  for (let i = 0; i < runs.length; i += 2) {
    const [from, end] = [runs[i]!, runs[i + 1]!];
    found.push(`${from === 1 ? "" : cuts[from - 2]}..${end - 2 < cuts.length ? cuts[end - 2] : ""}`);
  }
  return found;
}
