import type { CellSet } from "./columns.ts";
import { countBelow } from "./count-below.ts";

/** Cells that are read at once: the bits of one digit. */
const AT_ONCE = 5;

/** The cells of a set as runs: where each begins, and the first cell behind it, ascending. */
export function cellRuns(cells: CellSet): number[] {
  const runs: number[] = [];
  const text = cells.toString(2 ** AT_ONCE);
  let was = 0;
  for (let i = text.length - 1, cell = 0; i >= 0; i -= 1, cell += AT_ONCE) {
    const code = text.charCodeAt(i);
    const digit = code < 0x61 ? code - 0x30 : code - 0x57;
    // Most digits are all of a run, or all between two.
    if (digit === (was === 0 ? 0 : 2 ** AT_ONCE - 1)) continue;
    for (let bit = 0; bit < AT_ONCE; bit += 1) {
      if (((digit >> bit) & 1) === was) continue;
      was ^= 1;
      runs.push(cell + bit);
    }
  }
  if (was === 1) runs.push(text.length * AT_ONCE);
  return runs;
}

/** Whether the cell is in one of the runs. */
export function isInRuns(runs: readonly number[], cell: number): boolean {
  return (countBelow(runs, cell + 1) & 1) === 1;
}
