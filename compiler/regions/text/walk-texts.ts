/**
 * Walks all texts at once, states of machines for texts: what is left once every state was seen is a proof. Each state that
 * is given up, or where no text may end, is blamed on one machine; those never blamed had no part in the proof.
 */
import type { Work } from "../search/work.ts";
import type { Letter } from "./alphabet.ts";
import { DEAD, type LazyDfa, MATCHED } from "./lazy-dfa.ts";

/** `wanted`: whether it must match, or must not. */
export interface Machine {
  readonly dfa: LazyDfa;
  readonly wanted: boolean;
}

/** Why there were no more texts: indexes of machines that alone leave none, or the work was spent. */
export type Ended = { readonly kind: "none"; readonly blamed: readonly number[] } | { readonly kind: "unknown" };

/** A text as letters of the alphabet. */
export type Spelling = readonly number[];

/** Rather short texts first. `visits`: how often a state may be passed, for more than one text with the same states. */
export function* walkTexts(
  machines: readonly Machine[],
  letters: readonly Letter[],
  work: Work,
  visits = 1,
): Generator<Spelling, Ended, undefined> {
  return yield* new Walk(machines, letters, work, visits).texts();
}

interface Node {
  readonly at: readonly number[];
  readonly depth: number;
  readonly letter: number;
  readonly from: Node | undefined;
}

class Walk {
  readonly #machines: readonly Machine[];
  readonly #letters: readonly Letter[];
  readonly #work: Work;
  readonly #visits: number;
  readonly #seen: Map<string, number> = new Map();
  readonly #blamed: Set<number> = new Set();
  /** By the length that a text through it may have at least; the last one in goes first. */
  readonly #open: Node[][] = [];

  constructor(machines: readonly Machine[], letters: readonly Letter[], work: Work, visits: number) {
    this.#machines = machines;
    this.#letters = letters;
    this.#work = work;
    this.#visits = visits;
  }

  *texts(): Generator<Spelling, Ended, undefined> {
    const at = this.#machines.map(({ dfa }) => dfa.start);
    this.#enter({ at, depth: 0, letter: -1, from: undefined });
    for (let node = this.#next(); node; node = this.#next()) {
      if (this.#mayEnd(node)) yield spelled(node);
      for (let letter = this.#letters.length - 1; letter >= 0; letter -= 1) {
        if (this.#work.isSpent) return { kind: "unknown" };
        const { at, depth } = node;
        this.#enter({
          at: this.#machines.map(({ dfa }, i) => dfa.step(at[i]!, letter)),
          depth: depth + 1,
          letter,
          from: node,
        });
      }
    }
    return { kind: "none", blamed: [...this.#blamed].sort((a, b) => a - b) };
  }

  #next(): Node | undefined {
    for (let length = 0; length < this.#open.length; length += 1) {
      const node = this.#open[length]?.pop();
      if (node) return node;
    }
    return undefined;
  }

  #enter(node: Node): void {
    this.#work.spend(this.#machines.length + 1 + this.#steps());
    if (this.#blames(({ wanted }, i) => node.at[i] === (wanted ? DEAD : MATCHED))) return;
    const key = node.at.join();
    const visits = this.#seen.get(key) ?? 0;
    if (visits >= this.#visits) return;
    this.#seen.set(key, visits + 1);
    let length = node.depth;
    for (const [i, { dfa, wanted }] of this.#machines.entries()) {
      if (wanted && node.at[i] !== MATCHED) length += dfa.distance(node.at[i]!);
    }
    this.#open[length] ??= [];
    this.#open[length]!.push(node);
  }

  #mayEnd({ at }: Node): boolean {
    return !this.#blames(({ dfa, wanted }, i) => dfa.ends(at[i]!) !== wanted);
  }

  /** Whether any machine is in the way; one that is blamed already is blamed first. */
  #blames(inTheWay: (machine: Machine, index: number) => boolean): boolean {
    for (const i of this.#blamed) if (inTheWay(this.#machines[i]!, i)) return true;
    const found = this.#machines.findIndex(inTheWay);
    if (found >= 0) this.#blamed.add(found);
    return found >= 0;
  }

  /** What the machines did since they were asked last. */
  #steps(): number {
    let steps = 0;
    for (const { dfa } of this.#machines) {
      steps += dfa.steps;
      dfa.steps = 0;
    }
    return steps;
  }
}

function spelled(node: Node): number[] {
  const letters: number[] = [];
  for (let at: Node | undefined = node; at?.from; at = at.from) letters.push(at.letter);
  return letters.reverse();
}
