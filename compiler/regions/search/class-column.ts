/** A column as one question sees it: neighbouring cells that no box of the question tells apart are one class. */
import { addBit, type BitVector, emptyBits } from "../bit-vector.ts";
import type { CellSet } from "../columns.ts";
import { cellsIn, type LaidColumn, type LaidSet, type Runs } from "./laid-columns.ts";

/** Classes are numbered in the order of their cells. */
export class ClassColumn {
  readonly laid: LaidColumn;
  /** Among the columns of the question. */
  readonly number: number;
  /** By cell; -1 where nobody looks. */
  readonly #classOf: Int32Array;
  /** By cell, and after the last: the classes that begin before it. */
  readonly #before: Int32Array;
  /** By class. */
  readonly #sizes: readonly number[];

  /** `inside` are the cells to look at, or all; `sets` tell them apart. */
  constructor(laid: LaidColumn, number: number, inside: Runs | undefined, sets: readonly LaidSet[]) {
    const { cellCount } = laid;
    const borders = new Uint8Array(cellCount + 1);
    for (const { runs } of sets) for (const cell of runs) borders[cell] = 1;
    const classOf = new Int32Array(cellCount).fill(-1);
    const before = new Int32Array(cellCount + 1);
    const sizes: number[] = [];
    for (const cell of cellsIn(inside ?? [0, cellCount])) classOf[cell] = 0;
    for (let cell = 0, isBorder = 1; cell < cellCount; cell += 1) {
      before[cell] = sizes.length;
      isBorder |= borders[cell]!;
      if (classOf[cell] === -1) continue;
      if (isBorder === 1) sizes.push(0);
      isBorder = 0;
      classOf[cell] = sizes.length - 1;
      sizes[sizes.length - 1]! += 1;
    }
    before[cellCount] = sizes.length;
    this.laid = laid;
    this.number = number;
    this.#classOf = classOf;
    this.#before = before;
    this.#sizes = sizes;
  }

  get classCount(): number {
    return this.#sizes.length;
  }

  /** The class to begin with: small numbers, values that nobody mentions, false. */
  get plainest(): number {
    return Math.max(0, this.#classOf[this.laid.column.kind === "boolean" ? 0 : 1]!);
  }

  cellsOf(wanted: number): CellSet {
    let cells = 0n;
    this.#classOf.forEach((found, cell) => {
      if (found === wanted) cells |= 1n << BigInt(cell);
    });
    return cells;
  }

  /** The classes of one of the sets that tell the cells apart. */
  classesOf({ runs }: LaidSet): BitVector {
    const bits = emptyBits(this.classCount);
    for (let i = 0; i < runs.length; i += 2) addRange(bits, this.#before[runs[i]!]!, this.#before[runs[i + 1]!]!);
    return bits;
  }

  /** The classes that are in any set of cells with all of theirs. */
  within({ runs }: LaidSet): BitVector {
    const missing = [...this.#sizes];
    const bits = emptyBits(missing.length);
    for (const cell of cellsIn(runs)) {
      const found = this.#classOf[cell]!;
      if (found >= 0) missing[found]! -= 1;
      if (missing[found] === 0) addBit(bits, found);
    }
    return bits;
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
