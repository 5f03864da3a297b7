/** A column as one question sees it: neighbouring cells that no box of the question tells apart are one class. */
import { addBit, type BitVector, emptyBits } from "../bit-vector.ts";
import type { CellSet } from "../columns.ts";
import { countBelow } from "../count-below.ts";
import type { LaidColumn, LaidSet } from "./laid-columns.ts";
import { bordersOf, type Runs } from "./runs.ts";

/** Classes are numbered in the order of their cells; where nobody looks there is none. */
export class ClassColumn {
  readonly laid: LaidColumn;
  /** Among the columns of the question. */
  readonly number: number;
  /** The cells to look at, between borders: begin and end of each piece, and its class. */
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  readonly #classes: number[] = [];
  /** By class: its first cell, and how many it has. */
  readonly #firsts: number[] = [];
  readonly #sizes: number[] = [];

  /** `inside` are the cells to look at, or all; `sets` tell them apart. */
  constructor(laid: LaidColumn, number: number, inside: Runs | undefined, sets: readonly LaidSet[]) {
    this.laid = laid;
    this.number = number;
    this.#cut(inside ?? [0, laid.cellCount], bordersOf(sets, laid.cellCount));
  }

  get classCount(): number {
    return this.#sizes.length;
  }

  /** The class to begin with: small numbers, values that nobody mentions, false. */
  get plainest(): number {
    const cell = this.laid.column.kind === "boolean" ? 0 : 1;
    const piece = this.#starts.findLastIndex((start) => start <= cell);
    return piece !== -1 && cell < this.#ends[piece]! ? this.#classes[piece]! : 0;
  }

  cellsOf(wanted: number): CellSet {
    let cells = 0n;
    for (let i = countBelow(this.#classes, wanted); this.#classes[i] === wanted; i += 1) {
      cells |= (1n << BigInt(this.#ends[i]!)) - (1n << BigInt(this.#starts[i]!));
    }
    return cells;
  }

  /** The classes of one of the sets that tell the cells apart. */
  classesOf({ runs }: LaidSet): BitVector {
    const bits = emptyBits(this.classCount);
    for (let i = 0; i < runs.length; i += 2) {
      addRange(bits, countBelow(this.#firsts, runs[i]!), countBelow(this.#firsts, runs[i + 1]!));
    }
    return bits;
  }

  /** The classes that are in any set of cells with all of theirs. */
  within({ runs }: LaidSet): BitVector {
    const missing = [...this.#sizes];
    const bits = emptyBits(missing.length);
    for (let i = 0, j = 0; i < this.#starts.length && j < runs.length; ) {
      const [start, end] = [this.#starts[i]!, this.#ends[i]!];
      const shared = Math.min(end, runs[j + 1]!) - Math.max(start, runs[j]!);
      const found = this.#classes[i]!;
      if (shared > 0) missing[found]! -= shared;
      if (missing[found] === 0) addBit(bits, found);
      if (end <= runs[j + 1]!) i += 1;
      else j += 2;
    }
    return bits;
  }

  #cut(inside: Runs, borders: readonly number[]): void {
    let next = 0;
    let isNew = true;
    for (let i = 0; i < inside.length; i += 2) {
      const end = inside[i + 1]!;
      for (let start = inside[i]!; start < end; start = this.#ends.at(-1)!) {
        for (; next < borders.length && borders[next]! <= start; next += 1) isNew = true;
        this.#add(start, Math.min(end, borders[next] ?? end), isNew);
        isNew = false;
      }
    }
  }

  #add(start: number, end: number, isNew: boolean): void {
    if (isNew) {
      this.#firsts.push(start);
      this.#sizes.push(0);
    }
    this.#starts.push(start);
    this.#ends.push(end);
    this.#classes.push(this.classCount - 1);
    this.#sizes[this.classCount - 1]! += end - start;
  }
}

function addRange(bits: BitVector, from: number, to: number): void {
  if (from >= to) return;
  const last = (to - 1) >> 5;
  for (let w = from >> 5; w <= last; w += 1) {
    const low = w === from >> 5 ? -1 << (from & 31) : -1;
    const high = w === last ? -1 >>> (31 - ((to - 1) & 31)) : -1;
    bits[w]! |= low & high;
  }
}
