/** The lines of one file that a finding is about. */
import type { SourceFile, Span } from "../source.ts";
import { lineAt, lineText } from "./lines.ts";
import { type LineMark, sourceLine } from "./source-line.ts";
import type { Piece, Row, Style } from "./style.ts";

export interface FrameMark {
  readonly span: Span;
  readonly text: string;
  readonly style: Style;
}

/** A span of more lines is shown by its first and its last. */
const WHOLE = 4;

/** Every mark is in `file`. `gutter` is the width of the line numbers, `columns` that of the terminal. */
export function frame(
  file: SourceFile,
  marks: readonly FrameMark[],
  gutter: number,
  columns: number = Number.POSITIVE_INFINITY,
): Row[] {
  const width = columns - gutter - " | ".length;
  const edge = (number: string): Piece => ({ text: `${number.padStart(gutter)} | `, style: "gutter" });
  const rows: Row[] = [[edge("")]];
  let previous: number | undefined;
  for (const line of linesToShow(file, marks)) {
    if (previous !== undefined && line > previous + 1) rows.push([{ text: "...", style: "gutter" }]);
    const [source = [], ...below] = sourceLine(lineText(file, line).text, marksIn(file, line, marks), width);
    rows.push([edge(String(line + 1)), ...source], ...below.map((row) => [edge(""), ...row]));
    previous = line;
  }
  return rows;
}

/** The number of the last line that the marks reach, from 1. */
export function lastLine(marks: readonly FrameMark[]): number {
  return Math.max(0, ...marks.map(({ span }) => lastOf(span) + 1));
}

function linesToShow(file: SourceFile, marks: readonly FrameMark[]): number[] {
  const lines = new Set<number>();
  for (const { span } of marks) {
    const first = lineAt(file, span.start);
    const last = lastOf(span);
    lines.add(first).add(last);
    if (last - first < WHOLE) for (let line = first + 1; line < last; line++) lines.add(line);
  }
  // A single line that is left out would take as much room as the dots that stand for it.
  for (const line of [...lines]) if (lines.has(line + 2)) lines.add(line + 1);
  return [...lines].sort((a, b) => a - b);
}

function marksIn(file: SourceFile, line: number, marks: readonly FrameMark[]): LineMark[] {
  const { start: lineStart, text } = lineText(file, line);
  const found: LineMark[] = [];
  for (const { span, text: label, style } of marks) {
    const first = lineAt(file, span.start);
    const last = lastOf(span);
    if (line !== first && line !== last) continue;
    const start = line === first ? span.start - lineStart : text.length - text.trimStart().length;
    const end = line === last ? span.end - lineStart : text.trimEnd().length;
    found.push({ start, end, text: line === last ? label : "", style });
  }
  return found;
}

function lastOf({ file, start, end }: Span): number {
  return lineAt(file, Math.max(start, end - 1));
}
