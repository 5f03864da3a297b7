/** One line of source with its marks, in columns, cut around them where it is too long. */
import { type Glyph, glyphs } from "./glyphs.ts";
import { type Mark, markRows } from "./marks.ts";
import { foldedRow, type Row, type Style } from "./style.ts";

/** UTF-16 offsets in the line. */
export interface LineMark {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly style: Style;
}

/** Columns of a line that is shown whole, and the least that is shown of one. */
const WIDEST = 100;
const NARROWEST = 20;
/** Columns shown before the mark that a long line is cut around. */
const LEAD = 20;

/** The line itself, then the rows below it, in as many columns as there are. */
export function sourceLine(line: string, marks: readonly LineMark[], columns: number): Row[] {
  // Two are kept for the dots where it is cut.
  const most = columns >= WIDEST ? WIDEST : Math.max(NARROWEST, columns - 2);
  const shown = glyphs(line);
  const places = marks.map((mark) => inColumns(mark, line, shown));
  const cut = cutAround(shown, places, most);
  const text = cut.shown.map((glyph) => glyph.text).join("");
  const rows: Row[] = [[{ text: `${cut.before}${text}${cut.after}`, style: "plain" }]];
  return marks.length === 0
    ? rows
    : [...rows, ...markRows(places.map((mark) => moved(mark, cut))).flatMap((row) => foldedRow(row, columns))];
}

/** At least one column wide, so that an empty place can be seen. The end of the line is a place, too. */
function inColumns({ start, end, text, style }: LineMark, line: string, shown: readonly Glyph[]): Mark {
  const first = start >= line.length ? undefined : shown.findLast((glyph) => glyph.start <= start);
  const last = shown.findLast((glyph) => glyph.start < end);
  const from = first?.column ?? endOf(shown);
  return { from, to: Math.max(last ? last.column + last.width : 0, from + 1), text, style };
}

interface Cut {
  readonly shown: readonly Glyph[];
  readonly before: string;
  readonly after: string;
}

function cutAround(shown: readonly Glyph[], marks: readonly Mark[], most: number): Cut {
  const width = endOf(shown);
  if (width <= most) return { shown, before: "", after: "" };
  const focus = marks.find(({ style }) => style !== "secondary") ?? marks[0];
  const left = Math.max(0, Math.min((focus?.from ?? 0) - Math.min(LEAD, most / 4), width - most));
  const part = shown.filter((glyph) => glyph.column >= left && glyph.column + glyph.width <= left + most);
  const end = endOf(part);
  return { shown: part, before: (part[0]?.column ?? 0) > 0 ? "…" : "", after: end < width ? "…" : "" };
}

/** A mark outside of what is shown becomes one at the dots. */
function moved(mark: Mark, { shown, before, after }: Cut): Mark {
  const shift = before.length - (shown[0]?.column ?? 0);
  const limit = after === "" ? Number.POSITIVE_INFINITY : endOf(shown) + shift + after.length;
  const from = Math.min(Math.max(0, mark.from + shift), limit - 1);
  return { ...mark, from, to: Math.max(from + 1, Math.min(mark.to + shift, limit)) };
}

function endOf(shown: readonly Glyph[]): number {
  const last = shown.at(-1);
  return last ? last.column + last.width : 0;
}
