/** Pieces of text with a meaning; what colour that is, is decided once, when they are written out. */
import type { Severity } from "../diagnostics/define.ts";
import { folded } from "./folded.ts";

export type Style = "plain" | "strong" | "gutter" | "secondary" | Severity;

export interface Piece {
  readonly text: string;
  readonly style: Style;
}

export type Row = readonly Piece[];

/** A row whose last piece, a text about what it marks, does not fit: it goes on below. */
export function foldedRow(row: Row, columns: number): Row[] {
  const text = row.at(-1)!;
  const marked = row.slice(0, -1);
  const length = row.reduce((sum, piece) => sum + piece.text.length, 0);
  if (length <= columns || !text.text.includes(" ")) return [row];
  const below = folded(text.text.trim(), columns).split("\n");
  const first = marked.some((piece) => piece.text.trim() !== "") ? [marked] : [];
  return [...first, ...below.map((line): Row => [{ text: line, style: text.style }])];
}

/** ANSI escape sequences only when `colours` is set; no white space at the end of a row. */
export function write(rows: readonly Row[], colours: boolean): string {
  return rows.map((row) => writeRow(row, colours)).join("\n");
}

const codes: Readonly<Record<Style, string>> = {
  plain: "",
  strong: "1",
  gutter: "34",
  secondary: "36",
  error: "1;31",
  warning: "1;33",
};

function writeRow(row: Row, colours: boolean): string {
  if (!colours)
    return row
      .map(({ text }) => text)
      .join("")
      .trimEnd();
  return row
    .map(({ text, style }) => (codes[style] && text.trim() ? `\x1b[${codes[style]}m${text}\x1b[0m` : text))
    .join("");
}
