/** Which boxes of a long list have requests in common with a box: for each column, the boxes that reach into a set, as bits. */
import { addBit, type BitVector, emptyBits } from "../bit-vector.ts";
import type { Box } from "../box.ts";
import { type LaidColumns, type LaidSet, laidColumns } from "./laid-columns.ts";
import type { Columns } from "./point.ts";
import { touches } from "./runs.ts";
import { SortedBits } from "./sorted-bits.ts";

/** Words of all vectors that are remembered. */
const REMEMBERED = 8_000_000;

export class BoxIndex {
  readonly #laid: LaidColumns;
  readonly #size: number;
  readonly #columns: readonly IndexedColumn[];
  /** By number of a set. */
  readonly #known: Map<number, BitVector> = new Map();

  /** The boxes name no other columns than these. */
  constructor(boxes: readonly Box[], columns: Columns) {
    this.#laid = laidColumns(columns);
    this.#size = boxes.length;
    const naming = this.#laid.columns.map((): Map<LaidSet, number[]> => new Map());
    boxes.forEach((box, number) => {
      for (const set of this.#laid.ownBox(box)) {
        const alike = naming[set.column.number]!.get(set);
        if (alike) alike.push(number);
        else naming[set.column.number]!.set(set, [number]);
      }
    });
    this.#columns = naming.map((sets) => new IndexedColumn(sets, boxes.length));
  }

  /** Indexes below `before` of the boxes that intersect `box`, ascending. */
  overlapping(box: Box, before: number): number[] {
    const end = Math.min(before, this.#size);
    const words = (end + 31) >> 5;
    const shared = new Int32Array(words).fill(-1);
    for (const set of this.#laid.ownBox(box)) {
      const allowing = this.#allowing(set);
      for (let w = 0; w < words; w += 1) shared[w]! &= allowing[w]!;
    }
    return numbersBelow(shared, end);
  }

  #allowing(set: LaidSet): BitVector {
    const known = this.#known.get(set.number);
    if (known !== undefined) return known;
    const allowing = this.#columns[set.column.number]!.allowing(set);
    if (this.#known.size * allowing.length < REMEMBERED) this.#known.set(set.number, allowing);
    return allowing;
  }
}

class IndexedColumn {
  /** The boxes that do not name the column. */
  readonly #open: BitVector;
  /** The boxes with one run, by where it begins, and by where it ends. */
  readonly #begins: SortedBits;
  readonly #ends: SortedBits;
  /** Sets of several runs, and their boxes. */
  readonly #scattered: readonly (readonly [LaidSet, readonly number[]])[];

  constructor(sets: ReadonlyMap<LaidSet, readonly number[]>, size: number) {
    this.#open = emptyBits(size).fill(-1);
    for (const numbers of sets.values())
      for (const number of numbers) this.#open[number >> 5]! &= ~(1 << (number & 31));
    const whole = [...sets].filter(([{ runs }]) => runs.length === 2);
    this.#begins = new SortedBits(
      whole.map(([{ runs }, numbers]) => ({ at: runs[0]!, numbers })),
      size,
    );
    this.#ends = new SortedBits(
      whole.map(([{ runs }, numbers]) => ({ at: runs[1]!, numbers })),
      size,
    );
    this.#scattered = [...sets].filter(([{ runs }]) => runs.length > 2);
  }

  /** The boxes that allow a cell of the set. */
  allowing({ runs }: LaidSet): BitVector {
    const allowing = this.#open.slice();
    for (let i = 0; i < runs.length; i += 2) {
      const begun = this.#begins.below(runs[i + 1]!);
      const ended = this.#ends.below(runs[i]! + 1);
      for (let w = 0; w < allowing.length; w += 1) allowing[w]! |= begun[w]! & ~ended[w]!;
    }
    for (const [set, numbers] of this.#scattered) {
      if (touches(set.runs, runs)) for (const number of numbers) addBit(allowing, number);
    }
    return allowing;
  }
}

function numbersBelow(bits: BitVector, end: number): number[] {
  const numbers: number[] = [];
  for (let w = 0; w < bits.length; w += 1) {
    for (let word = bits[w]!; word !== 0; word &= word - 1) {
      const number = w * 32 + 31 - Math.clz32(word & -word);
      if (number < end) numbers.push(number);
    }
  }
  return numbers;
}
