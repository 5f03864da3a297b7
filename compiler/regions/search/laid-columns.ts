/**
 * Columns and boxes in the form that searching needs: columns by number, every distinct set of cells once, as runs of
 * neighbours. Made once for all questions over the same columns.
 */
import type { Box } from "../box.ts";
import { cellRuns } from "../cell-runs.ts";
import { allCells, type CellSet, type Column, cellCount } from "../columns.ts";
import type { Columns } from "./point.ts";
import type { Runs } from "./runs.ts";

export interface LaidColumn {
  readonly number: number;
  readonly key: string;
  readonly column: Column;
  readonly cellCount: number;
  readonly allCells: CellSet;
}

/** A set of cells of one column; equal sets are the same object. */
export interface LaidSet {
  /** Among all sets, counted from 0. */
  readonly number: number;
  readonly column: LaidColumn;
  readonly cells: CellSet;
  readonly runs: Runs;
}

/** One set for each column that it narrows. */
export type LaidBox = readonly LaidSet[];

const known = new WeakMap<Columns, LaidColumns>();

export function laidColumns(columns: Columns): LaidColumns {
  let laid = known.get(columns);
  if (laid === undefined) {
    laid = new LaidColumns(columns);
    known.set(columns, laid);
  }
  return laid;
}

export class LaidColumns {
  readonly columns: readonly LaidColumn[];
  readonly #byKey: ReadonlyMap<string, LaidColumn>;
  readonly #sets: Map<string, LaidSet>[];
  readonly #boxes: WeakMap<Box, LaidBox> = new WeakMap();
  readonly #relations: number[] = [];
  #setCount = 0;

  constructor(columns: Columns) {
    this.columns = [...columns].map(([key, column], number) => {
      return { number, key, column, cellCount: cellCount(column), allCells: allCells(column) };
    });
    this.#byKey = new Map(this.columns.map((column) => [column.key, column]));
    this.#sets = this.columns.map(() => new Map());
  }

  /** Sets met so far. */
  get setCount(): number {
    return this.#setCount;
  }

  /** By number of a set, all 0: one question at a time notes here what it knows of sets, and sets it back to 0. */
  get relations(): number[] {
    while (this.#relations.length < this.#setCount) this.#relations.push(0);
    return this.#relations;
  }

  /** Undefined when the box names a column that is not among these, or allows no cell of one. */
  box(box: Box): LaidBox | undefined {
    const laid = this.#boxes.get(box) ?? this.#lay(box);
    if (laid !== undefined) this.#boxes.set(box, laid);
    return laid;
  }

  /** As `box`; throws instead. */
  ownBox(box: Box): LaidBox {
    const laid = this.box(box);
    if (laid === undefined) throw new Error(`a box over other columns: ${[...box.keys()].join(", ")}`);
    return laid;
  }

  #lay(box: Box): LaidBox | undefined {
    const sets: LaidSet[] = [];
    for (const [key, cells] of box) {
      const column = this.#byKey.get(key);
      if (column === undefined || cells === 0n) return undefined;
      if (cells !== column.allCells) sets.push(this.#set(column, cells));
    }
    return sets;
  }

  #set(column: LaidColumn, cells: CellSet): LaidSet {
    const sets = this.#sets[column.number]!;
    const text = cells.toString(32);
    let set = sets.get(text);
    if (set === undefined) {
      set = { number: this.#setCount, column, cells, runs: cellRuns(cells) };
      this.#setCount += 1;
      sets.set(text, set);
    }
    return set;
  }
}
