/** A machine made deterministic over an alphabet, as far as it is asked. */
import { has, newlines } from "../../lower/pattern/characters.ts";
import type { Letter } from "./alphabet.ts";
import { leads, trails } from "./code-units.ts";
import { before, distances, EDGE, isAsserted, LEAD, NEWLINE, type Nfa, TRAIL, WORD } from "./nfa.ts";

/** No text that goes on from here matches. */
export const DEAD = 0;
/** Every text that goes on from here matches. */
export const MATCHED = 1;

interface State {
  readonly core: readonly number[];
  /** The bits that matter of what stands before. */
  readonly left: number;
  readonly distance: number;
  readonly next: number[];
  /** By the bits of what stands behind: the states that take a unit now; undefined when there is a match already. */
  readonly taking: Map<number, readonly number[] | undefined>;
}

export class LazyDfa {
  readonly start: number;
  /** Steps that this has taken so far, for the work it is. */
  steps = 0;
  readonly #nfa: Nfa;
  readonly #bits: readonly number[];
  /** By set, by letter. */
  readonly #takes: readonly (readonly boolean[])[];
  readonly #states: State[] = [];
  readonly #numbers: Map<string, number> = new Map();
  readonly #mask: number;
  readonly #far: readonly number[];
  readonly #matched: readonly boolean[];

  constructor(nfa: Nfa, letters: readonly Letter[]) {
    this.#nfa = nfa;
    this.#bits = letters.map(({ unit }) => bitsOf(unit, nfa));
    this.#takes = nfa.sets.map((set) => letters.map(({ unit }) => has(set, unit)));
    this.#mask = nfa.states.reduce((mask, s) => (s.kind === "assert" ? mask | before[s.assertion] : mask), 0);
    this.#far = distances(nfa, false);
    this.#matched = unconditional(nfa);
    this.#states.push(
      { core: [], left: 0, distance: Number.POSITIVE_INFINITY, next: [], taking: new Map([[EDGE, []]]) },
      { core: [], left: 0, distance: 0, next: [], taking: new Map([[EDGE, undefined]]) },
    );
    this.start = this.#number([nfa.start], EDGE, distances(nfa, true));
  }

  step(from: number, letter: number): number {
    if (from <= MATCHED) return from;
    const state = this.#states[from]!;
    state.next[letter] ??= this.#step(state, letter);
    return state.next[letter]!;
  }

  /** Whether a text that ends here matches. */
  ends(at: number): boolean {
    return this.#taking(this.#states[at]!, EDGE) === undefined;
  }

  /** At least so many units are missing to a match. */
  distance(at: number): number {
    return this.#states[at]!.distance;
  }

  #step(state: State, letter: number): number {
    const right = this.#bits[letter]!;
    const taking = this.#taking(state, right);
    if (taking === undefined) return MATCHED;
    const core = new Set<number>([this.#nfa.start]);
    for (const number of taking) {
      const { set, next } = this.#nfa.states[number] as { set: number; next: number };
      if (this.#takes[set]![letter]) core.add(next);
    }
    this.steps += 1 + (taking.length >> 3);
    return this.#number([...core], right, this.#far);
  }

  #number(reached: readonly number[], bits: number, far: readonly number[]): number {
    const core = reached.filter((number) => far[number] !== Number.POSITIVE_INFINITY).sort((a, b) => a - b);
    this.steps += reached.length;
    if (core.length === 0) return DEAD;
    if (core.some((number) => this.#matched[number])) return MATCHED;
    const left = bits & this.#mask;
    const key = `${left}:${core.join()}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const distance = Math.min(...core.map((number) => far[number]!));
    this.#states.push({ core, left, distance, next: [], taking: new Map() });
    this.#numbers.set(key, this.#states.length - 1);
    return this.#states.length - 1;
  }

  #taking(state: State, right: number): readonly number[] | undefined {
    if (!state.taking.has(right)) state.taking.set(right, this.#closure(state, right));
    return state.taking.get(right);
  }

  #closure({ core, left }: State, right: number): readonly number[] | undefined {
    const seen = new Set<number>(core);
    const taking: number[] = [];
    for (const number of seen) {
      const state = this.#nfa.states[number]!;
      this.steps += 1;
      if (state.kind === "accept") return undefined;
      if (state.kind === "take") taking.push(number);
      else if (state.kind === "split") for (const next of state.next) seen.add(next);
      else if (isAsserted(state.assertion, left, right)) seen.add(state.next);
    }
    return taking;
  }
}

function bitsOf(unit: number, { words }: Nfa): number {
  const bit = (is: boolean, value: number) => (is ? value : 0);
  return (
    bit(has(newlines, unit), NEWLINE) |
    bit(has(words, unit), WORD) |
    bit(has(leads, unit), LEAD) |
    bit(has(trails, unit), TRAIL)
  );
}

/** By state: acceptance is reached without a unit and without an assertion. */
function unconditional({ states }: Nfa): boolean[] {
  const matched = states.map((state) => state.kind === "accept");
  for (let changed = true; changed; ) {
    changed = false;
    states.forEach((state, number) => {
      if (matched[number] || state.kind !== "split" || !state.next.some((next) => matched[next])) return;
      matched[number] = true;
      changed = true;
    });
  }
  return matched;
}
