/** Clauses with two watched literals each: nothing is looked at until one of these turns false. */
import type { Assignment } from "./assignment.ts";
import type { ClassBox } from "./space.ts";
import type { Work } from "./work.ts";

/** What a clause follows from. */
export interface Roots {
  /** The box that it stands for; learnt clauses have none. */
  readonly box?: ClassBox;
  readonly clauses: readonly number[];
  /** Sets whose literal holds without any decision. */
  readonly sets: readonly number[];
}

/** Learnt clauses to keep; the oldest go first. */
const LEARNT_LIMIT = 4000;

export class Clauses {
  /** Forgotten ones are empty. */
  readonly #literals: number[][] = [];
  readonly #roots: Roots[] = [];
  /** By literal: the clauses that watch it. */
  readonly #watching: (number[] | undefined)[] = [];
  #learnt: number[] = [];

  /** The first two are watched. Returns the clause's number. */
  add(literals: number[], roots: Roots): number {
    const clause = this.#literals.push(literals) - 1;
    this.#roots.push(roots);
    this.#watch(clause);
    if (roots.box === undefined) this.#learnt.push(clause);
    return clause;
  }

  /** When a literal follows from the clause, it is the first. */
  literals(clause: number): readonly number[] {
    return this.#literals[clause]!;
  }

  roots(clause: number): Roots {
    return this.#roots[clause]!;
  }

  /** Assumes what follows now that `literal` is false. The clause that is false with it, or -1. */
  propagate(literal: number, assignment: Assignment, work: Work): number {
    const watching = this.#watching[literal];
    if (watching === undefined) return -1;
    work.spend(watching.length);
    let kept = 0;
    let conflict = -1;
    for (let i = 0; i < watching.length; i += 1) {
      const clause = watching[i]!;
      if (conflict === -1 && this.#moveWatch(clause, literal, assignment)) continue;
      watching[kept] = clause;
      kept += 1;
      if (conflict !== -1) continue;
      const first = this.#literals[clause]![0]!;
      const value = assignment.valueOf(first);
      if (value === -1) conflict = clause;
      else if (value === 0) assignment.assume(first, clause);
    }
    watching.length = kept;
    return conflict;
  }

  /** Makes room when many were learnt; only while nothing is decided. */
  forget(assignment: Assignment): void {
    if (this.#learnt.length <= LEARNT_LIMIT) return;
    const old = this.#learnt.slice(0, LEARNT_LIMIT / 2);
    const kept = old.filter((clause) => this.#literals[clause]!.length < 3 || this.#isReason(clause, assignment));
    for (const clause of old) if (!kept.includes(clause)) this.#literals[clause] = [];
    this.#learnt = [...kept, ...this.#learnt.slice(LEARNT_LIMIT / 2)];
    this.#watching.length = 0;
    for (const clause of this.#literals.keys()) this.#watch(clause);
  }

  #isReason(clause: number, assignment: Assignment): boolean {
    const first = this.#literals[clause]![0]!;
    return assignment.valueOf(first) === 1 && assignment.reasonOf(first) === clause;
  }

  #watch(clause: number): void {
    const literals = this.#literals[clause]!;
    if (literals.length < 2) return;
    for (const literal of literals.slice(0, 2)) {
      this.#watching[literal] ??= [];
      this.#watching[literal].push(clause);
    }
  }

  /** Watches a literal that is not false instead. False when there is none, or when the clause holds anyway. */
  #moveWatch(clause: number, literal: number, assignment: Assignment): boolean {
    const literals = this.#literals[clause]!;
    if (literals[0] === literal) {
      literals[0] = literals[1]!;
      literals[1] = literal;
    }
    if (assignment.valueOf(literals[0]!) === 1) return false;
    for (let k = 2; k < literals.length; k += 1) {
      const other = literals[k]!;
      if (assignment.valueOf(other) === -1) continue;
      literals[1] = other;
      literals[k] = literal;
      this.#watching[other] ??= [];
      this.#watching[other].push(clause);
      return true;
    }
    return false;
  }
}
