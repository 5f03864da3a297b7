/** Boxes in writing that does not depend on how other conditions cut the columns: equal texts are equal regions. */
import type { Box } from "./box.ts";
import { isInRuns } from "./cell-runs.ts";
import type { Column } from "./columns.ts";
import { type LaidColumns, type LaidSet, laidColumns } from "./search/laid-columns.ts";
import type { Columns } from "./search/point.ts";
import type { Runs } from "./search/runs.ts";

/** Writes many boxes over the same columns. */
export class BoxTexts {
  readonly #laid: LaidColumns;
  readonly #known = new Map<LaidSet, string>();

  constructor(columns: Columns) {
    this.#laid = laidColumns(columns);
  }

  of(box: Box): string {
    const parts = this.#laid.ownBox(box).map((set) => this.#text(set));
    return parts.sort().join(";");
  }

  #text(set: LaidSet): string {
    const known = this.#known.get(set);
    if (known !== undefined) return known;
    const { column, runs } = set;
    const text = `${JSON.stringify(column.key)}:${runs[0] === 0 ? "-" : ""}${cellsText(column.column, runs)}`;
    this.#known.set(set, text);
    return text;
  }
}

/** Of all cells but the first. */
function cellsText(column: Column, runs: Runs): string {
  switch (column.kind) {
    case "boolean":
      return runs.at(-1) === 2 ? "+" : "";
    case "string": {
      // What is not listed depends on what is: with the rest the listed values that are left out are written.
      const hasRest = isInRuns(runs, 1);
      return JSON.stringify([hasRest, column.values.filter((_, i) => isInRuns(runs, i + 2) !== hasRest)]);
    }
    case "number":
      return intervals(column.cuts, runs).join(",");
  }
  return column satisfies never;
}

function intervals(cuts: readonly number[], runs: Runs): string[] {
  const found: string[] = [];
  for (let i = 0; i < runs.length; i += 2) {
    const [from, end] = [Math.max(runs[i]!, 1), runs[i + 1]!];
    if (from < end) found.push(`${from === 1 ? "" : cuts[from - 2]}..${end - 2 < cuts.length ? cuts[end - 2] : ""}`);
  }
  return found;
}
