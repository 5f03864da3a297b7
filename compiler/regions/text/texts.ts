/** The texts that get some predicates right, rather short ones first. */
import type { Work } from "../search/work.ts";
import { alphabetOf, type Letter, likedOf } from "./alphabet.ts";
import { LazyDfa } from "./lazy-dfa.ts";
import type { Nfa } from "./nfa.ts";
import { type Ended, type Spelling, walkTexts } from "./walk-texts.ts";

/** A predicate that must hold, or must not. */
export interface Wanted {
  readonly nfa: Nfa;
  readonly wanted: boolean;
}

export type NextText<T> =
  | { readonly kind: "text"; readonly text: string }
  /** There are no more; if it is the first answer, no text gets the blamed ones right. */
  | { readonly kind: "none"; readonly blamed: readonly T[] }
  | { readonly kind: "unknown" };

const MOST_VARIANTS = 200;

export class Texts<T extends Wanted> {
  readonly #known: readonly T[];
  readonly #letters: readonly Letter[];
  readonly #walk: Generator<Spelling, Ended, undefined>;
  #last: Spelling = [];

  /** `visits`: see `walkTexts`; with more than one there are more texts. */
  constructor(known: readonly T[], work: Work, visits = 1) {
    const nfas = known.map(({ nfa }) => nfa);
    this.#known = known;
    this.#letters = alphabetOf(nfas);
    work.spend(this.#letters.length * nfas.reduce((sum, { sets }) => sum + sets.length, 1));
    const machines = known.map(({ nfa, wanted }) => ({ dfa: new LazyDfa(nfa, this.#letters), wanted }));
    this.#walk = walkTexts(machines, this.#letters, work, visits);
  }

  next(): NextText<T> {
    const { done, value } = this.#walk.next();
    if (done === true) {
      return value.kind === "none" ? { kind: "none", blamed: value.blamed.map((i) => this.#known[i]!) } : value;
    }
    this.#last = value;
    return { kind: "text", text: String.fromCharCode(...value.map((letter) => this.#letters[letter]!.unit)) };
  }

  /** The last text with other units in place of some that no machine tells apart from them. */
  *variants(): Generator<string, void, undefined> {
    const choices = this.#last.map((letter) => likedOf(this.#letters[letter]!));
    const all = choices.reduce((product, { length }) => Math.min(product * length, MOST_VARIANTS), 1);
    for (let number = 0; number < all; number += 1) {
      let rest = number;
      const units = choices.map((of) => {
        const unit = of[rest % of.length]!;
        rest = Math.floor(rest / of.length);
        return unit;
      });
      yield String.fromCharCode(...units);
    }
  }
}
