import type { CellSet } from "./columns.ts";

/** The cells of a set as runs: where each begins, and the first cell behind it, ascending. */
export function cellRuns(cells: CellSet): number[] {
  const runs: number[] = [];
  const text = cells.toString(2);
  for (let i = text.length - 1, was = "0"; i >= -1; i -= 1) {
    const is = i === -1 ? "0" : text[i]!;
    if (is !== was) runs.push(text.length - 1 - i);
    was = is;
  }
  return runs;
}
