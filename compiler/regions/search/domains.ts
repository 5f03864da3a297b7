/**
 * What is left of each column while the solver assumes sets: its classes after every literal. A literal is twice a set's
 * number for "the point is in it", plus 1 for "it is not".
 */
import { type BitVector, emptyBits, hasBit } from "../bit-vector.ts";
import type { ClassColumn } from "./class-column.ts";
import type { ClassSet, Point, Space } from "./space.ts";

export class Domains {
  /** By column: the classes left, from none of its literals on to all of them. */
  readonly #left: BitVector[][];
  /** By column: its literals so far. */
  readonly #literals: number[][];
  readonly #sets: readonly ClassSet[];

  /** `sets` are by number; the list may grow. */
  constructor(space: Space, sets: readonly ClassSet[]) {
    this.#sets = sets;
    this.#left = space.columns.map((column) => [allClasses(column)]);
    this.#literals = space.columns.map(() => []);
  }

  /** Literals of a column so far. */
  count(column: number): number {
    return this.#literals[column]!.length;
  }

  /** Assumes a literal. False when it changes nothing. */
  narrow(literal: number): boolean {
    const { column, classes } = this.#sets[literal >> 1]!;
    const before = this.#left[column.number]!.at(-1)!;
    const flip = -(literal & 1);
    let changed = false;
    const after = before.map((word, w) => {
      const kept = word & (classes[w]! ^ flip);
      changed ||= kept !== word;
      return kept;
    });
    this.#literals[column.number]!.push(literal);
    this.#left[column.number]!.push(changed ? after : before);
    return changed;
  }

  /** Takes back the last `narrow` of a literal's column. */
  widen(literal: number): void {
    const { number } = this.#sets[literal >> 1]!.column;
    this.#literals[number]!.pop();
    this.#left[number]!.pop();
  }

  isEmpty(column: number): boolean {
    return this.#left[column]!.at(-1)!.every((word) => word === 0);
  }

  /** Where the point must be with what is left of the set's column; undefined when it may be in the set or not. */
  side({ column, classes }: ClassSet): "in" | "out" | undefined {
    const left = this.#left[column.number]!.at(-1)!;
    let some = 0;
    let others = 0;
    for (let w = 0; w < left.length; w += 1) {
      some |= left[w]! & classes[w]!;
      others |= left[w]! & ~classes[w]!;
    }
    return others === 0 ? "in" : some === 0 ? "out" : undefined;
  }

  /**
   * Few of the first `count` literals of a column that together exclude all classes in which `literal` is false; all
   * classes of the column without a literal.
   */
  reasons(column: ClassColumn, count: number, literal: number | undefined): number[] {
    let open = allClasses(column);
    if (literal !== undefined) open = without(open, this.#sets[literal >> 1]!.classes, -(literal & 1));
    const chosen: number[] = [];
    for (const known of this.#literals[column.number]!.slice(0, count)) {
      const rest = this.#rest(open, known);
      if (rest.every((word, w) => word === open[w])) continue;
      chosen.push(known);
      open = rest;
      if (open.every((word) => word === 0)) break;
    }
    return this.#needed(column, chosen, literal);
  }

  #needed(column: ClassColumn, chosen: readonly number[], literal: number | undefined): number[] {
    let needed = [...chosen];
    for (const candidate of chosen.slice(0, -1)) {
      const others = needed.filter((known) => known !== candidate);
      let open = allClasses(column);
      if (literal !== undefined) open = without(open, this.#sets[literal >> 1]!.classes, -(literal & 1));
      for (const known of others) open = this.#rest(open, known);
      if (open.every((word) => word === 0)) needed = others;
    }
    return needed;
  }

  #rest(open: BitVector, literal: number): BitVector {
    return without(open, this.#sets[literal >> 1]!.classes, ~-(literal & 1));
  }

  /** A class for each column of what is left of it; the plainest where there is a choice. */
  point(space: Space): Point {
    return Int32Array.from(space.columns, ({ number, plainest, classCount }) => {
      const left = this.#left[number]!.at(-1)!;
      if (hasBit(left, plainest)) return plainest;
      for (let one = 0; one < classCount; one += 1) if (hasBit(left, one)) return one;
      throw new Error("nothing is left of the column");
    });
  }
}

function allClasses({ classCount }: ClassColumn): BitVector {
  const bits = emptyBits(classCount);
  for (let w = 0; w < bits.length; w += 1) bits[w] = w * 32 + 32 <= classCount ? -1 : (1 << (classCount & 31)) - 1;
  return bits;
}

/** `flip` is 0 to take the classes away, -1 to take all others away. */
function without(bits: BitVector, classes: BitVector, flip: number): BitVector {
  return bits.map((word, w) => word & ~(classes[w]! ^ flip));
}
