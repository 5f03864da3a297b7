/**
 * A solver by conflict-driven clause learning. Its variables are sets of classes; its clauses say of a box that the point
 * is outside of one of its sets. What sets of one column say about each other is known to `Domains` and needs no clause.
 */
import { Assignment } from "./assignment.ts";
import { Clauses, type Roots } from "./clauses.ts";
import type { ClassBox, Point, Space } from "./space.ts";
import type { Work } from "./work.ts";

export type Solved = "point" | "none" | "spent";

/** Literals that cannot hold together, and the clause that says so, or -1 when it is their column. */
interface Conflict {
  readonly literals: readonly number[];
  readonly clause: number;
}

const RESTART_AFTER = 64;
const GROWTH = 1 / 0.95;
const LARGEST = 1e100;

export class Solver {
  readonly #work: Work;
  readonly #assignment: Assignment;
  readonly #clauses: Clauses = new Clauses();
  /** By set: how much it had to do with conflicts lately. */
  #activity: number[] = [];
  #bump = 1;
  /** What leaves no point, once that is known. */
  #dead: Roots | undefined;

  constructor(space: Space, boxes: Iterable<ClassBox>, work: Work) {
    this.#work = work;
    this.#assignment = new Assignment(space, work);
    for (const box of boxes) this.add(box);
  }

  /** Another box to stay out of. */
  add(box: ClassBox): void {
    const assignment = this.#assignment;
    assignment.backTo(0);
    const literals = box.sets.map((set) => assignment.use(set) * 2 + 1);
    while (this.#activity.length < assignment.setCount) this.#activity.push(0);
    literals.sort((a, b) => assignment.valueOf(b) - assignment.valueOf(a) || a - b);
    const clause = this.#clauses.add(literals, { box, clauses: [], sets: [] });
    this.#work.spend(literals.length);
    const [first, second] = literals.map((literal) => assignment.valueOf(literal));
    if (first === undefined || first === -1) this.#dead ??= this.#rootsOf({ literals: literals.map(negated), clause });
    else if (first === 0 && second !== 0) assignment.assume(literals[0]!, clause);
  }

  /** Looks for a point outside of all boxes. */
  solve(): Solved {
    for (let restart = 1; this.#dead === undefined; restart += 1) {
      const solved = this.#run(RESTART_AFTER * luby(restart));
      if (solved !== undefined) return solved;
      this.#assignment.backTo(0);
      this.#clauses.forget(this.#assignment);
    }
    return "none";
  }

  /** The point that was found. */
  point(): Point {
    return this.#assignment.point();
  }

  /** Boxes that leave no point together, when there is none. */
  core(): Set<ClassBox> {
    const boxes = new Set<ClassBox>();
    const clauses = new Set<number>();
    const sets = new Set<number>();
    const open = this.#dead === undefined ? [] : [this.#dead];
    for (let roots = open.pop(); roots !== undefined; roots = open.pop()) {
      if (roots.box !== undefined) boxes.add(roots.box);
      for (const clause of roots.clauses) {
        if (!clauses.has(clause)) open.push(this.#clauses.roots(clause));
        clauses.add(clause);
      }
      for (const set of roots.sets) {
        if (!sets.has(set)) open.push(this.#rootsOf(this.#reason(this.#known(set))));
        sets.add(set);
      }
    }
    return boxes;
  }

  #run(conflicts: number): Solved | undefined {
    for (let left = conflicts; ; ) {
      const conflict = this.#propagate();
      if (this.#work.isSpent) return "spent";
      if (conflict !== undefined) {
        left -= 1;
        if (!this.#resolve(conflict)) return "none";
      } else if (left <= 0) return undefined;
      else if (!this.#decide()) return "point";
    }
  }

  #propagate(): Conflict | undefined {
    const assignment = this.#assignment;
    for (let literal = assignment.next(); literal !== undefined; literal = assignment.next()) {
      const literals = assignment.narrow(literal);
      if (literals !== undefined) return { literals, clause: -1 };
      const clause = this.#clauses.propagate(literal ^ 1, assignment, this.#work);
      if (clause !== -1) return { literals: this.#clauses.literals(clause).map(negated), clause };
    }
    return undefined;
  }

  /** False when all is decided. */
  #decide(): boolean {
    let best = -1;
    const { setCount } = this.#assignment;
    for (let set = 0; set < setCount; set += 1) {
      if (this.#assignment.valueOf(set * 2) !== 0) continue;
      if (best === -1 || this.#activity[set]! > this.#activity[best]!) best = set;
    }
    this.#work.spend(1 + (setCount >> 4));
    if (best !== -1) this.#assignment.decide(this.#assignment.preferred(best));
    return best !== -1;
  }

  /** Learns from a conflict, and goes back to where that makes a difference. False when there is no point at all. */
  #resolve(conflict: Conflict): boolean {
    const assignment = this.#assignment;
    if (assignment.level === 0) {
      this.#dead = this.#rootsOf(conflict);
      return false;
    }
    const { literals, roots } = this.#learn(conflict);
    const level = literals[1] === undefined ? 0 : assignment.levelOf(literals[1]);
    assignment.backTo(level);
    assignment.assume(literals[0]!, this.#clauses.add(literals, roots));
    this.#bump *= GROWTH;
    return true;
  }

  /** The clause of the first unique implication point: that literal first, then the one of the highest level. */
  #learn(conflict: Conflict): { literals: number[]; roots: Roots } {
    const assignment = this.#assignment;
    const clauses = new Set<number>();
    const sets = new Set<number>();
    const seen = new Set<number>();
    const earlier: number[] = [];
    let open = 0;
    let position = assignment.trail.length;
    let literal = -1;
    for (let because = conflict; ; because = this.#reason(literal)) {
      if (because.clause !== -1) clauses.add(because.clause);
      for (const cause of because.literals) {
        if (seen.has(cause)) continue;
        seen.add(cause);
        const level = assignment.levelOf(cause);
        if (level === 0) sets.add(cause >> 1);
        else if (level === assignment.level) open += 1;
        else earlier.push(cause ^ 1);
        if (level > 0) this.#raise(cause >> 1);
      }
      this.#work.spend(because.literals.length);
      do literal = assignment.trail[--position]!;
      while (!seen.has(literal));
      open -= 1;
      if (open === 0) break;
    }
    earlier.sort((a, b) => assignment.levelOf(b) - assignment.levelOf(a) || a - b);
    return { literals: [literal ^ 1, ...earlier], roots: { clauses: [...clauses], sets: [...sets] } };
  }

  /** What a literal followed from. */
  #reason(literal: number): Conflict {
    const clause = this.#assignment.reasonOf(literal);
    if (clause < 0) return { literals: this.#assignment.columnReasons(literal), clause: -1 };
    const others = this.#clauses.literals(clause).filter((other) => other !== literal);
    return { literals: others.map(negated), clause };
  }

  #rootsOf({ literals, clause }: Conflict): Roots {
    return { clauses: clause === -1 ? [] : [clause], sets: literals.map((literal) => literal >> 1) };
  }

  /** The literal of a set that holds. */
  #known(set: number): number {
    return this.#assignment.valueOf(set * 2) === 1 ? set * 2 : set * 2 + 1;
  }

  #raise(set: number): void {
    this.#activity[set]! += this.#bump;
    if (this.#activity[set]! <= LARGEST) return;
    this.#activity = this.#activity.map((activity) => activity / LARGEST);
    this.#bump /= LARGEST;
  }
}

function negated(literal: number): number {
  return literal ^ 1;
}

/** 1 1 2 1 1 2 4 1 1 2 …: how long to go on before starting over. */
function luby(number: number): number {
  let size = 1;
  while (size < number) size = size * 2 + 1;
  if (size === number) return (size + 1) / 2;
  return luby(number - (size - 1) / 2);
}
