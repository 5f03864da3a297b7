import type { Spread } from "./statistics.ts";

/** Columns under their heads: the first to the left, numbers to the right. */
export function textTable(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heads.map((head, i) => Math.max(head.length, ...rows.map((row) => row[i]!.length)));
  const line = (cells: readonly string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join("  ");
  return [title, "", line(heads), line(widths.map((width) => "-".repeat(width))), ...rows.map(line), ""].join("\n");
}

export function number(value: number, digits = 0): string {
  return value.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** The median, then the lowest and highest round. */
export function withSpread({ median, min, max }: Spread, digits = 0): string {
  return `${number(median, digits)} (${number(min, digits)}..${number(max, digits)})`;
}
