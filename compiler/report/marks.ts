/** The rows under a line of source: what is marked, and what is said about it. */
import type { Piece, Row, Style } from "./style.ts";

/** Columns from 0; `to` is behind the last one. */
export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly style: Style;
}

/**
 * Carets under primary marks, dashes under others. The text of the last mark stands beside it, every other hangs below:
 *
 *     - ^^^ said about the last
 *     |
 *     said about the first
 */
export function markRows(marks: readonly Mark[]): Row[] {
  const sorted = [...marks].sort((a, b) => a.from - b.from || Number(a.text !== "") - Number(b.text !== ""));
  const last = sorted.at(-1);
  const beside = last && sorted.every(({ to }) => to <= last.to) ? last : undefined;
  const hanging = sorted.filter((mark) => mark.text !== "" && mark !== beside);
  const rows: Row[] = [underline(sorted, beside)];
  if (hanging.length > 0) rows.push(connectors(hanging));
  for (let index = hanging.length - 1; index >= 0; index--) {
    const mark = hanging[index];
    if (!mark) continue;
    const before = connectors(hanging.slice(0, index).filter(({ from }) => from < mark.from));
    rows.push([...before, space(mark.from - widthOf(before)), { text: mark.text, style: mark.style }]);
  }
  return rows;
}

function underline(sorted: readonly Mark[], beside: Mark | undefined): Row {
  const cells: Piece[] = [];
  for (const primary of [false, true]) {
    for (const mark of sorted.filter(({ style }) => (style !== "secondary") === primary)) {
      for (let at = mark.from; at < mark.to; at++) cells[at] = { text: primary ? "^" : "-", style: mark.style };
    }
  }
  const row = joined(cells);
  return beside?.text ? [...row, { text: ` ${beside.text}`, style: beside.style }] : row;
}

function connectors(marks: readonly Mark[]): Row {
  const cells: Piece[] = [];
  for (const { from, style } of marks) cells[from] = { text: "|", style };
  return joined(cells);
}

/** One piece for neighbours of one style. */
function joined(cells: readonly (Piece | undefined)[]): Row {
  const row: Piece[] = [];
  for (const cell of Array.from(cells, (cell) => cell ?? space(1))) {
    const last = row.at(-1);
    if (last?.style === cell.style) row[row.length - 1] = { text: last.text + cell.text, style: cell.style };
    else row.push(cell);
  }
  return row;
}

function space(width: number): Piece {
  return { text: " ".repeat(width), style: "plain" };
}

function widthOf(row: Row): number {
  return row.reduce((sum, { text }) => sum + text.length, 0);
}
