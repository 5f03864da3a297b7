/**
 * A question in small numbers: the columns that matter, their classes of cells, and the boxes to stay out of, as far as
 * they reach into the box to look in. Boxes that turn out to be impossible on the way are added.
 */
import { addBit, type BitVector, emptyBits, hasBit } from "../bit-vector.ts";
import type { Box } from "../box.ts";
import type { ClassColumn } from "./class-column.ts";
import { type LaidColumns, laidColumns } from "./laid-columns.ts";
import type { Cells, PointQuestion } from "./point.ts";
import { Reach } from "./reach.ts";
import type { Work } from "./work.ts";

/** Some classes of a column, but not all; equal sets are the same object. */
export interface ClassSet {
  readonly column: ClassColumn;
  readonly classes: BitVector;
}

/** A point is in it when all sets have the point's class. Without sets, it holds everything. */
export interface ClassBox {
  /** Its index in `question.outside`, or why else points there are of no use. */
  readonly origin: number | "impossible" | "unknown";
  readonly sets: readonly ClassSet[];
}

/** A class for each column of the space. */
export type Point = Int32Array;

export class Space {
  readonly columns: readonly ClassColumn[];
  /** Those that are known from the beginning. */
  readonly boxes: readonly ClassBox[];
  readonly #laid: LaidColumns;
  readonly #columnByKey: ReadonlyMap<string, ClassColumn>;
  /** By a hash of their classes. */
  readonly #sets: Map<number, ClassSet[]> = new Map();

  constructor(question: PointQuestion<unknown>, work: Work) {
    this.#laid = laidColumns(question.columns);
    const reach = new Reach(this.#laid, question, work);
    this.columns = reach.columns();
    this.#columnByKey = new Map(this.columns.map((column) => [column.laid.key, column]));
    const sets = reach.sets.map((set) => {
      const column = this.#columnByKey.get(set.column.key)!;
      work.spend(2 + set.runs.length + (column.classCount >> 8));
      return this.#set(column, column.classesOf(set));
    });
    this.boxes = reach.boxes.map(({ origin, parts }) => ({ origin, sets: parts.map((part) => sets[part]!) }));
  }

  /** Every column of the space with the cells of the point. */
  cells(point: Point): Cells {
    return new Map(this.columns.map((column) => [column.laid.key, column.cellsOf(point[column.number]!)]));
  }

  /** A box that no request falls into; undefined when it does not hold the point with all its cells. */
  impossible(box: Box, point: Point): ClassBox | undefined {
    const laidBox = this.#laid.box(box);
    if (laidBox === undefined) return undefined;
    const sets: ClassSet[] = [];
    for (const laid of laidBox) {
      const column = this.#columnByKey.get(laid.column.key);
      if (column === undefined) return undefined;
      const set = this.#set(column, column.within(laid));
      if (!hasBit(set.classes, point[column.number]!)) return undefined;
      if (!isFull(set)) sets.push(set);
    }
    return { origin: "impossible", sets };
  }

  /** The box that holds nothing but the point. */
  only(point: Point): ClassBox {
    const open = this.columns.filter(({ classCount }) => classCount > 1);
    const sets = open.map((column) => {
      const classes = emptyBits(column.classCount);
      addBit(classes, point[column.number]!);
      return this.#set(column, classes);
    });
    return { origin: "unknown", sets };
  }

  #set(column: ClassColumn, classes: BitVector): ClassSet {
    let hash = column.number;
    for (const word of classes) hash = (Math.imul(hash, 0x01000193) ^ word ^ (word >>> 15)) | 0;
    const alike = this.#sets.get(hash) ?? [];
    const known = alike.find((set) => set.column === column && set.classes.every((word, w) => word === classes[w]));
    if (known !== undefined) return known;
    const set: ClassSet = { column, classes };
    this.#sets.set(hash, [...alike, set]);
    return set;
  }
}

function isFull({ column, classes }: ClassSet): boolean {
  for (let number = 0; number < column.classCount; number += 1) if (!hasBit(classes, number)) return false;
  return true;
}
