/** Which boxes reach into the box to look in, and where they cut it. */
import { ClassColumn } from "./class-column.ts";
import type { LaidBox, LaidColumns, LaidSet } from "./laid-columns.ts";
import type { PointQuestion } from "./point.ts";
import { covers, touches } from "./runs.ts";
import type { Work } from "./work.ts";

export interface ReachingBox {
  readonly origin: number | "impossible";
  /** Indexes of `sets`; sets that hold all cells to look at are left out. */
  readonly parts: readonly number[];
}

/** How a set lies to the cells to look at; from `KEPT` on it is a part that is kept, and this is its index plus `KEPT`. */
const OPEN = 0;
const DISJOINT = 1;
const CONTAINS = 2;
const PART = 3;
const KEPT = 4;

export class Reach {
  readonly boxes: ReachingBox[] = [];
  /** The sets that hold some of the cells to look at, but not all. */
  readonly sets: LaidSet[] = [];
  readonly #laid: LaidColumns;
  readonly #work: Work;
  /** By column. */
  readonly #inside: (LaidSet | undefined)[];
  /** By the set's number. */
  readonly #relations: number[];
  /** The numbers of sets whose relation was found out. */
  readonly #related: number[] = [];

  constructor(laid: LaidColumns, question: PointQuestion<unknown>, work: Work) {
    const inside = laid.ownBox(question.inside);
    const outside = question.outside.map((box) => laid.ownBox(box));
    const impossible = question.theory.impossible.map((box) => laid.box(box));
    this.#laid = laid;
    this.#work = work;
    this.#inside = laid.columns.map(({ number }) => inside.find(({ column }) => column.number === number));
    this.#relations = laid.relations;
    outside.forEach((box, index) => {
      this.#add(box, index);
    });
    const named = new Set([...inside, ...this.sets].map(({ column }) => column.number));
    for (const box of impossible) {
      // A column that only the theory knows always has a way out of the theory's boxes, and the theory finds it.
      if (box?.every(({ column }) => named.has(column.number))) this.#add(box, "impossible");
    }
    for (const number of this.#related) this.#relations[number] = OPEN;
  }

  /** The columns that are named. */
  columns(): ClassColumn[] {
    const sets = Map.groupBy(this.sets, ({ column }) => column.number);
    const named = this.#laid.columns.filter(({ number }) => sets.has(number) || this.#inside[number] !== undefined);
    return named.map((column, number) => {
      const cut = new ClassColumn(column, number, this.#inside[column.number]?.runs, sets.get(column.number) ?? []);
      this.#work.spend(1 + (cut.classCount >> 2));
      return cut;
    });
  }

  #add(box: LaidBox, origin: ReachingBox["origin"]): void {
    this.#work.spend(1 + box.length);
    for (const set of box) if (this.#relation(set) === DISJOINT) return;
    const parts: number[] = [];
    for (const set of box) if (this.#relation(set) !== CONTAINS) parts.push(this.#keep(set));
    this.boxes.push({ origin, parts });
  }

  #relation(set: LaidSet): number {
    const known = this.#relations[set.number]!;
    if (known !== OPEN) return known;
    const found = this.#relate(set);
    this.#relations[set.number] = found;
    this.#related.push(set.number);
    return found;
  }

  #relate(set: LaidSet): number {
    const inside = this.#inside[set.column.number];
    if (inside === undefined) return PART;
    if (!touches(set.runs, inside.runs)) return DISJOINT;
    return covers(set.runs, inside.runs) ? CONTAINS : PART;
  }

  #keep(set: LaidSet): number {
    const relation = this.#relation(set);
    if (relation >= KEPT) return relation - KEPT;
    const index = this.sets.push(set) - 1;
    this.#relations[set.number] = index + KEPT;
    return index;
  }
}
