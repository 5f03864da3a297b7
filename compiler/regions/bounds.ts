import type { Box } from "./box.ts";
import { cellRuns } from "./cell-runs.ts";
import { type CellSet, type Column, columnKey } from "./columns.ts";

/** What holds of every request of a region. */
export interface Bounds {
  /** Boolean facts that are always true. */
  readonly flags: ReadonlySet<string>;
  /** The fewest input tokens. */
  readonly inputTokens: number;
}

/** The bounds of the region in which nothing is known. */
export const everywhere: Bounds = { flags: new Set(), inputTokens: 0 };

/** The bounds of a union of boxes; `everywhere` when there is none. */
export function boundsOf(boxes: readonly Box[], columns: ReadonlyMap<string, Column>): Bounds {
  if (boxes.length === 0) return everywhere;
  const flags = [...columns.values()]
    .filter((column) => column.kind === "boolean" && column.argument === undefined)
    .map((column) => column.fact)
    .filter((fact) => boxes.every((box) => box.get(fact) === 0b10n));
  const tokens = columns.get(columnKey({ kind: "range", fact: "inputTokens", from: 0, to: 0 }));
  const fewest = boxes.map((box) => lowest(box.get("inputTokens"), tokens));
  return { flags: new Set(flags), inputTokens: Math.max(0, Math.min(...fewest)) };
}

/** Where the lowest cell of a set begins. */
function lowest(cells: CellSet | undefined, column: Column | undefined): number {
  if (cells === undefined || column?.kind !== "number") return 0;
  const [first = 0] = cellRuns(cells & ~1n);
  return first < 2 ? 0 : column.cuts[first - 2]!;
}
