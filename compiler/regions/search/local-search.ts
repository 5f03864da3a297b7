/** Walks from a point to better ones: while a box holds the point, leaves it by the step that enters the fewest others. */
import { hasBit } from "../bit-vector.ts";
import type { Random } from "./random.ts";
import type { ClassBox, ClassSet, Point, Space } from "./space.ts";
import type { Work } from "./work.ts";

export class LocalSearch {
  readonly point: Point;
  readonly #space: Space;
  readonly #random: Random;
  readonly #work: Work;
  readonly #boxes: ClassBox[] = [];
  /** By box: columns in which the point is outside of it. */
  readonly #outs: number[] = [];
  /** The boxes that hold the point. */
  readonly #holding: Set<number> = new Set();
  /** By column: the boxes with a set there, and their sets. */
  readonly #touching: readonly { box: number; set: ClassSet }[][];

  constructor(space: Space, random: Random, work: Work) {
    this.point = new Int32Array(space.columns.length);
    this.#space = space;
    this.#random = random;
    this.#work = work;
    this.#touching = space.columns.map(() => []);
    for (const { number, plainest } of space.columns) this.point[number] = plainest;
    for (const box of space.boxes) this.add(box);
  }

  /** Another box to stay out of. */
  add(box: ClassBox): void {
    const number = this.#boxes.push(box) - 1;
    let outs = 0;
    for (const set of box.sets) {
      this.#touching[set.column.number]!.push({ box: number, set });
      if (!hasBit(set.classes, this.point[set.column.number]!)) outs += 1;
    }
    this.#outs.push(outs);
    if (outs === 0) this.#holding.add(number);
    this.#work.spend(box.sets.length);
  }

  /** Any other point. */
  jump(): void {
    for (const { number, classCount } of this.#space.columns) {
      if (classCount > 1) this.#move(number, this.#random.below(classCount));
    }
  }

  /** Whether `point` is outside of all boxes after at most so many steps. */
  walk(steps: number): boolean {
    for (let step = 0; this.#holding.size > 0; step += 1) {
      if (step >= steps || this.#work.isSpent) return false;
      const box = this.#boxes[this.#anyHolding()]!;
      if (box.sets.length === 0) return false;
      this.#leave(box);
    }
    return true;
  }

  #anyHolding(): number {
    let skip = this.#random.below(this.#holding.size);
    for (const box of this.#holding) {
      if (skip === 0) return box;
      skip -= 1;
    }
    throw new Error("no box holds the point");
  }

  #leave(box: ClassBox): void {
    let fewest = Number.POSITIVE_INFINITY;
    let ties = 0;
    let best = { column: -1, to: -1 };
    for (const { column, classes } of box.sets) {
      const entered = this.#entered(column.number, column.classCount);
      for (let to = 0; to < column.classCount; to += 1) {
        if (hasBit(classes, to) || entered[to]! > fewest) continue;
        ties = entered[to]! < fewest ? 1 : ties + 1;
        fewest = entered[to]!;
        if (this.#random.below(ties) === 0) best = { column: column.number, to };
      }
    }
    this.#move(best.column, best.to);
  }

  /** By class: the boxes that hold the point when its class in this column is that. */
  #entered(column: number, classCount: number): Int32Array {
    const entered = new Int32Array(classCount);
    const now = this.point[column]!;
    for (const { box, set } of this.#touching[column]!) {
      if (this.#outs[box] !== (hasBit(set.classes, now) ? 0 : 1)) continue;
      for (let w = 0; w < set.classes.length; w += 1) {
        for (let word = set.classes[w]!; word !== 0; word &= word - 1) {
          entered[w * 32 + 31 - Math.clz32(word & -word)]! += 1;
        }
      }
      this.#work.spend(classCount >> 4);
    }
    this.#work.spend(this.#touching[column]!.length + classCount);
    return entered;
  }

  #move(column: number, to: number): void {
    const from = this.point[column]!;
    if (from === to) return;
    this.point[column] = to;
    for (const { box, set } of this.#touching[column]!) {
      const was = hasBit(set.classes, from);
      if (was === hasBit(set.classes, to)) continue;
      this.#outs[box]! += was ? 1 : -1;
      if (was) this.#holding.delete(box);
      else if (this.#outs[box] === 0) this.#holding.add(box);
    }
    this.#work.spend(this.#touching[column]!.length);
  }
}
