/** The same columns cut finer, for questions that ask more than the rules do; and boxes carried from one to the other. */
import type { Box } from "./box.ts";
import { allCells, type CellSet, type Column, cellCount } from "./columns.ts";
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
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < item) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === item;
}

/** Carries boxes between coarse columns and finer ones that were merged from them. */
export class Refinement {
  readonly fine: Columns;
  readonly #coarse: Columns;
  /** By key of a column that was cut finer: the coarse cell of each fine one. */
  readonly #coarseCells = new Map<string, readonly number[]>();

  constructor(coarse: Columns, fine: Columns) {
    this.#coarse = coarse;
    this.fine = fine;
    for (const [key, column] of coarse) {
      const finer = fine.get(key)!;
      if (finer !== column) this.#coarseCells.set(key, coarseCells(column, finer));
    }
  }

  /** The same region over the finer columns. */
  toFine(box: Box): Box {
    if (this.#coarseCells.size === 0) return box;
    return new Map([...box].map(([key, cells]) => [key, this.#fineCells(key, cells)]));
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
    return map.reduce((all, coarse, fine) => ((cells >> BigInt(coarse)) & 1n ? all | (1n << BigInt(fine)) : all), 0n);
  }

  #wider(key: string, cells: CellSet): CellSet {
    const map = this.#coarseCells.get(key);
    if (!map) return cells;
    return map.reduce((all, coarse, fine) => ((cells >> BigInt(fine)) & 1n ? all | (1n << BigInt(coarse)) : all), 0n);
  }
}

function coarseCells(coarse: Column, fine: Column): number[] {
  return Array.from({ length: cellCount(fine) }, (_, cell) => {
    if (cell < 2) return cell;
    if (coarse.kind === "number" && fine.kind === "number") {
      const from = fine.cuts[cell - 2]!;
      return 1 + coarse.cuts.filter((cut) => cut <= from).length;
    }
    if (coarse.kind !== "string" || fine.kind !== "string") return cell;
    const known = coarse.values.indexOf(fine.values[cell - 2]!);
    return known === -1 ? 1 : known + 2;
  });
}
