/** The same columns cut finer, for questions that ask more than the rules do; and boxes carried from one to the other. */
import type { Box } from "./box.ts";
import { cellRuns, isInRuns } from "./cell-runs.ts";
import { cellSet } from "./cell-set.ts";
import { allCells, type CellSet, type Column, cellCount } from "./columns.ts";
import { countBelow } from "./count-below.ts";
import type { Columns } from "./search/point.ts";

/** Columns that tell apart whatever either does; `a` itself where it does already. */
export function mergeColumns(a: Columns, b: Columns): Columns {
  const merged = new Map(a);
  let isFiner = false;
  for (const [key, column] of b) {
    const known = a.get(key);
    const both = known ? mergeColumn(known, column) : column;
    isFiner ||= both !== known;
    merged.set(key, both);
  }
  return isFiner ? merged : a;
}

function mergeColumn(a: Column, b: Column): Column {
  if (a.kind === "number" && b.kind === "number") {
    const more = b.cuts.filter((cut) => !isIn(a.cuts, cut));
    return more.length === 0 ? a : { ...a, cuts: [...a.cuts, ...more].sort((x, y) => x - y) };
  }
  if (a.kind === "string" && b.kind === "string") {
    const more = b.values.filter((value) => !isIn(a.values, value));
    return more.length === 0 ? a : { ...a, values: [...a.values, ...more].sort() };
  }
  return a;
}

function isIn<T extends number | string>(sorted: readonly T[], item: T): boolean {
  return sorted[countBelow(sorted, item)] === item;
}

/** Carries boxes between coarse columns and finer ones that were merged from them. */
export class Refinement {
  readonly fine: Columns;
  readonly #coarse: Columns;
  /** By key of a column that was cut finer: the coarse cell of each fine one. */
  readonly #coarseCells = new Map<string, readonly number[]>();
  readonly #fineBoxes = new WeakMap<Box, Box>();

  constructor(coarse: Columns, fine: Columns) {
    this.#coarse = coarse;
    this.fine = fine;
    for (const [key, column] of coarse) {
      const finer = fine.get(key)!;
      if (finer !== column) this.#coarseCells.set(key, coarseCells(column, finer));
    }
  }

  /** The same region over the finer columns; the same box each time. */
  toFine(box: Box): Box {
    if (this.#coarseCells.size === 0) return box;
    const known = this.#fineBoxes.get(box);
    if (known) return known;
    const fine = new Map([...box].map(([key, cells]) => [key, this.#fineCells(key, cells)]));
    this.#fineBoxes.set(box, fine);
    return fine;
  }

  /** The smallest region over the coarse columns that has all of the box. */
  toCoarse(box: Box): Box {
    const coarse = new Map<string, CellSet>();
    for (const [key, cells] of box) {
      const column = this.#coarse.get(key);
      if (!column) continue;
      const wider = this.#wider(key, cells);
      if (wider !== allCells(column)) coarse.set(key, wider);
    }
    return coarse;
  }

  #fineCells(key: string, cells: CellSet): CellSet {
    const map = this.#coarseCells.get(key);
    if (!map) return cells;
    const runs = cellRuns(cells);
    return cellSet(map.map((coarse) => isInRuns(runs, coarse)));
  }

  #wider(key: string, cells: CellSet): CellSet {
    const map = this.#coarseCells.get(key);
    if (!map) return cells;
    const wider: boolean[] = Array.from({ length: cellCount(this.#coarse.get(key)!) }, () => false);
    const runs = cellRuns(cells);
    for (let i = 0; i < runs.length; i += 2) {
      for (let fine = runs[i]!; fine < Math.min(runs[i + 1]!, map.length); fine += 1) wider[map[fine]!] = true;
    }
    return cellSet(wider);
  }
}

function coarseCells(coarse: Column, fine: Column): number[] {
  return Array.from({ length: cellCount(fine) }, (_, cell) => {
    if (cell < 2) return cell;
    if (coarse.kind === "number" && fine.kind === "number") {
      const from = fine.cuts[cell - 2]!;
      const below = countBelow(coarse.cuts, from);
      return 1 + below + (coarse.cuts[below] === from ? 1 : 0);
    }
    if (coarse.kind !== "string" || fine.kind !== "string") return cell;
    const value = fine.values[cell - 2]!;
    const below = countBelow(coarse.values, value);
    return coarse.values[below] === value ? below + 2 : 1;
  });
}
