/**
 * What the solver assumes at the moment, in order, and why. Sets are numbered as they come into use. A literal is twice a
 * set's number for "the point is in it", plus 1 for "it is not".
 */
import { Domains } from "./domains.ts";
import type { ClassSet, Point, Space } from "./space.ts";
import type { Work } from "./work.ts";

/** Why a literal holds, where it is no clause. */
export const DECIDED = -1;
export const BY_COLUMN = -2;

export class Assignment {
  /** In the order of their assumption. */
  readonly trail: number[] = [];
  readonly #space: Space;
  readonly #work: Work;
  readonly #sets: ClassSet[] = [];
  readonly #numbers: Map<ClassSet, number> = new Map();
  /** By column. */
  readonly #setsIn: number[][];
  readonly #domains: Domains;
  /** By literal: 1 true, -1 false, 0 open. */
  readonly #values: number[] = [];
  readonly #levels: number[] = [];
  readonly #reasons: number[] = [];
  /** How many literals of its column were known when it followed from them. */
  readonly #known: number[] = [];
  readonly #phases: number[] = [];
  readonly #levelStarts: number[] = [];
  #next = 0;

  constructor(space: Space, work: Work) {
    this.#space = space;
    this.#work = work;
    this.#setsIn = space.columns.map(() => []);
    this.#domains = new Domains(space, this.#sets);
  }

  get level(): number {
    return this.#levelStarts.length;
  }

  /** How many sets are in use. */
  get setCount(): number {
    return this.#sets.length;
  }

  /** The number of a set, which is in use from now on. */
  use(set: ClassSet): number {
    const known = this.#numbers.get(set);
    if (known !== undefined) return known;
    const number = this.#sets.push(set) - 1;
    this.#numbers.set(set, number);
    this.#setsIn[set.column.number]!.push(number);
    this.#values.push(0, 0);
    this.#phases.push(1);
    this.#levels.push(0);
    this.#reasons.push(DECIDED);
    this.#known.push(0);
    this.#follow(number);
    return number;
  }

  valueOf(literal: number): number {
    return this.#values[literal]!;
  }

  levelOf(literal: number): number {
    return this.#levels[literal >> 1]!;
  }

  /** A clause, or one of the constants. */
  reasonOf(literal: number): number {
    return this.#reasons[literal >> 1]!;
  }

  /** The literal of an open set that held last; "not in it" at first. */
  preferred(set: number): number {
    return set * 2 + this.#phases[set]!;
  }

  assume(literal: number, reason: number): void {
    this.#values[literal] = 1;
    this.#values[literal ^ 1] = -1;
    this.#levels[literal >> 1] = this.#levelStarts.length;
    this.#reasons[literal >> 1] = reason;
    this.trail.push(literal);
  }

  decide(literal: number): void {
    this.#levelStarts.push(this.trail.length);
    this.assume(literal, DECIDED);
  }

  /** The next literal whose consequences are to be drawn. */
  next(): number | undefined {
    const literal = this.trail[this.#next];
    if (literal !== undefined) this.#next += 1;
    return literal;
  }

  backTo(level: number): void {
    const start = this.#levelStarts[level];
    if (start === undefined) return;
    for (let i = this.trail.length - 1; i >= start; i -= 1) {
      const literal = this.trail.pop()!;
      if (i < this.#next) this.#domains.widen(literal);
      this.#values[literal] = 0;
      this.#values[literal ^ 1] = 0;
      this.#phases[literal >> 1] = literal & 1;
    }
    this.#next = Math.min(this.#next, start);
    this.#levelStarts.length = level;
  }

  /** Draws the consequences for the other sets of the column; the literals that cannot hold together, if there are some. */
  narrow(literal: number): number[] | undefined {
    const { column } = this.#sets[literal >> 1]!;
    if (!this.#domains.narrow(literal)) return undefined;
    if (this.#domains.isEmpty(column.number)) {
      return this.#domains.reasons(column, this.#domains.count(column.number), undefined);
    }
    const sets = this.#setsIn[column.number]!;
    for (const set of sets) if (this.#values[set * 2] === 0) this.#follow(set);
    this.#work.spend(1 + ((sets.length * (column.classCount + 31)) >> 5));
    return undefined;
  }

  /** The literals of its column that a literal followed from. */
  columnReasons(literal: number): number[] {
    return this.#domains.reasons(this.#sets[literal >> 1]!.column, this.#known[literal >> 1]!, literal);
  }

  /** A point in what is left of the columns. */
  point(): Point {
    return this.#domains.point(this.#space);
  }

  /** Assumes the literal of an open set that is all that is left of its column. */
  #follow(set: number): void {
    const side = this.#domains.side(this.#sets[set]!);
    if (side === undefined) return;
    this.#known[set] = this.#domains.count(this.#sets[set]!.column.number);
    this.assume(set * 2 + (side === "in" ? 0 : 1), BY_COLUMN);
  }
}
