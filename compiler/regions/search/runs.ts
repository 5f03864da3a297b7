/** Sets of cells as runs of neighbours, compared without a look at each cell. */

/** Begin and end of each run of neighbours, ascending; the ends are not in it. */
export type Runs = readonly number[];

/** Whether some cell is in both. */
export function touches(a: Runs, b: Runs): boolean {
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i + 1]! <= b[j]!) i += 2;
    else if (b[j + 1]! <= a[i]!) j += 2;
    else return true;
  }
  return false;
}

/** Whether all cells of `inner` are in `outer`. */
export function covers(outer: Runs, inner: Runs): boolean {
  for (let i = 0, j = 0; j < inner.length; ) {
    if (i >= outer.length || inner[j]! < outer[i]!) return false;
    if (inner[j + 1]! <= outer[i + 1]!) j += 2;
    else if (inner[j]! >= outer[i + 1]!) i += 2;
    else return false;
  }
  return true;
}

/** Where the runs begin and end, ascending. */
export function bordersOf(sets: readonly { readonly runs: Runs }[], cellCount: number): number[] {
  let count = 0;
  for (const { runs } of sets) count += runs.length;
  return count * FEW < cellCount ? sorted(sets) : marked(sets, cellCount);
}

/** Up to one border among so many cells it takes less to sort the borders than to mark the cells. */
const FEW = 8;

function sorted(sets: readonly { readonly runs: Runs }[]): number[] {
  return [...new Set(sets.flatMap(({ runs }) => runs))].sort((a, b) => a - b);
}

function marked(sets: readonly { readonly runs: Runs }[], cellCount: number): number[] {
  const isBorder = new Uint8Array(cellCount + 1);
  for (const { runs } of sets) for (const cell of runs) isBorder[cell] = 1;
  const borders: number[] = [];
  for (let cell = 0; cell <= cellCount; cell += 1) if (isBorder[cell] === 1) borders.push(cell);
  return borders;
}
