/** Which boxes of a long list have requests in common with a box: for each cell, the boxes that allow it, as bits. */
import { addBit, type BitVector, emptyBits } from "../bit-vector.ts";
import type { Box } from "../box.ts";
import { cellsIn, type LaidColumns, type LaidSet, laidColumns } from "./laid-columns.ts";
import type { Columns } from "./point.ts";

/** Sets with more cells than this are worth remembering, as long as there are not too many. */
const WIDE = 4;
const REMEMBERED = 4096;

export class BoxIndex {
  readonly #laid: LaidColumns;
  readonly #size: number;
  readonly #columns: readonly IndexedColumn[];

  /** The boxes name no other columns than these. */
  constructor(boxes: readonly Box[], columns: Columns) {
    this.#laid = laidColumns(columns);
    this.#size = boxes.length;
    this.#columns = this.#laid.columns.map(({ cellCount }) => new IndexedColumn(cellCount, boxes.length));
    boxes.forEach((box, number) => {
      for (const set of this.#laid.ownBox(box)) this.#columns[set.column.number]!.add(set, number);
    });
  }

  /** Indexes below `before` of the boxes that intersect `box`, ascending. */
  overlapping(box: Box, before: number): number[] {
    const end = Math.min(before, this.#size);
    const words = (end + 31) >> 5;
    const shared = new Int32Array(words).fill(-1);
    for (const set of this.#laid.ownBox(box)) {
      const allowing = this.#columns[set.column.number]!.allowing(set);
      for (let w = 0; w < words; w += 1) shared[w]! &= allowing[w]!;
    }
    return numbersBelow(shared, end);
  }
}

class IndexedColumn {
  /** By cell: the boxes that name the column and allow the cell; made when the first box does. */
  readonly #byCell: (BitVector | undefined)[];
  readonly #named: BitVector;
  readonly #known: Map<number, BitVector> = new Map();
  readonly #size: number;

  constructor(cellCount: number, size: number) {
    this.#byCell = Array.from({ length: cellCount });
    this.#named = emptyBits(size);
    this.#size = size;
  }

  add(set: LaidSet, number: number): void {
    addBit(this.#named, number);
    for (const cell of cellsIn(set.runs)) {
      this.#byCell[cell] ??= emptyBits(this.#size);
      addBit(this.#byCell[cell], number);
    }
  }

  /** The boxes that allow a cell of the set. */
  allowing(set: LaidSet): BitVector {
    const known = this.#known.get(set.number);
    if (known !== undefined) return known;
    const allowing = this.#named.map((word) => ~word);
    let width = 0;
    for (const cell of cellsIn(set.runs)) {
      width += 1;
      const bits = this.#byCell[cell];
      if (bits === undefined) continue;
      for (let w = 0; w < bits.length; w += 1) allowing[w]! |= bits[w]!;
    }
    if (width > WIDE && this.#known.size < REMEMBERED) this.#known.set(set.number, allowing);
    return allowing;
  }
}

function numbersBelow(bits: BitVector, end: number): number[] {
  const numbers: number[] = [];
  bits.forEach((found, w) => {
    for (let word = found; word !== 0; word &= word - 1) {
      const number = w * 32 + 31 - Math.clz32(word & -word);
      if (number < end) numbers.push(number);
    }
  });
  return numbers;
}
