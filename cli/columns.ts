/** Columns under their heads, the first row; from column `numbers` on they are aligned to the right. */
export function columns(rows: readonly (readonly string[])[], numbers: number): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((cells) => cells[at]!.length)));
  const pad = (cell: string, at: number) => (at < numbers ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!));
  return rows.map((cells) => cells.map(pad).join("  ").trimEnd()).join("\n");
}
