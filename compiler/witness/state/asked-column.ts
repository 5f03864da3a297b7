import type { CellSet, Column } from "../../regions/columns.ts";

/** A column about one budget, tier or target. */
export interface AskedColumn {
  readonly key: string;
  readonly column: Extract<Column, { kind: "number" | "string" }>;
  readonly cells: CellSet;
  /** The steps to the fact behind the name: `left`, `firstToken` and `p95`, none for health. */
  readonly path: readonly string[];
}

export function mayBeMissing({ cells }: AskedColumn): boolean {
  return (cells & 1n) === 1n;
}

export function keysOf(columns: readonly AskedColumn[]): string[] {
  return columns.map(({ key }) => key);
}
