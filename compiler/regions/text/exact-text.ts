/** The exact search: with few predicates at first, and with those that the texts found are wrong about. */
import type { Work } from "../search/work.ts";
import { holds } from "./holds.ts";
import { nfaOf } from "./nfa-of.ts";
import type { TextPredicate } from "./text-question.ts";
import { Texts, type Wanted } from "./texts.ts";

/** A predicate that must hold, or must not; `index` is its place among those. */
export interface Asked {
  readonly predicate: TextPredicate;
  readonly wanted: boolean;
  readonly index: number;
}

export type ExactAnswer =
  | { readonly kind: "text"; readonly text: string }
  /** Few that no text gets right. */
  | { readonly kind: "none"; readonly asked: readonly Asked[] }
  | { readonly kind: "unknown" };

type Known = Asked & Wanted;

/** For each state of the machines, so many texts where many are tried. */
const VISITS = 50;

/** Predicates that are tried in pairs. */
const PAIRED = 20;

/** Surrogates without the other half are better avoided. */
const brokenCharacter: Asked = {
  predicate: { method: "matches", argument: "/[\\ud800-\\udfff]/u" },
  wanted: false,
  index: -1,
};

export function exactText(asked: readonly Asked[], work: Work, accept?: (text: string) => boolean): ExactAnswer {
  const search = new ExactSearch(asked, work.part(work.left - (work.left >> 2)), accept);
  const found = search.find([]);
  if (found.kind === "unknown") return search.pair(work) ?? found;
  if (found.kind !== "text" || found.text.isWellFormed()) return found;
  const better = search.find([brokenCharacter]);
  return better.kind === "text" ? better : found;
}

class ExactSearch {
  readonly #asked: readonly Asked[];
  readonly #work: Work;
  readonly #accept: ((text: string) => boolean) | undefined;
  readonly #known: Map<Asked, Known | undefined> = new Map();

  constructor(asked: readonly Asked[], work: Work, accept: ((text: string) => boolean) | undefined) {
    this.#asked = asked;
    this.#work = work;
    this.#accept = accept;
  }

  find(begin: readonly Asked[]): ExactAnswer {
    const active = begin.flatMap((each) => this.#understood(each) ?? []);
    while (!this.#work.isSpent) {
      const first = new Texts(active, this.#work).next();
      if (first.kind === "unknown") return first;
      if (first.kind === "none") return { kind: "none", asked: this.#fewer(first.blamed) };
      const wrong = this.#wrong(first.text);
      if (wrong.length === 0 && (this.#accept === undefined || this.#accept(first.text))) return first;
      const added = this.#some(wrong, 1 + (active.length >> 1)).filter((each) => !active.includes(each));
      // What is not understood can only be tried.
      if (added.length === 0) return this.#accepted(active);
      active.push(...added);
    }
    return { kind: "unknown" };
  }

  /** Two that no text gets right, the smaller ones first. */
  pair(work: Work): ExactAnswer | undefined {
    const small = this.#some(this.#asked, PAIRED);
    for (const [i, one] of small.entries()) {
      for (const other of small.slice(0, i)) {
        if (work.isSpent) return undefined;
        const ended = new Texts([other, one], work.part(work.left >> 3)).next();
        if (ended.kind === "none") return { kind: "none", asked: ended.blamed };
      }
    }
    return undefined;
  }

  /** Tries many texts that get the active ones right. */
  #accepted(active: readonly Known[]): ExactAnswer {
    const texts = new Texts(active, this.#work.part(this.#work.left >> 1), VISITS);
    for (let text = texts.next(); text.kind === "text"; text = texts.next()) {
      for (const variant of texts.variants()) {
        this.#work.spend(this.#asked.length);
        if (this.#wrong(variant).length > 0) continue;
        if (this.#accept === undefined || this.#accept(variant)) return { kind: "text", text: variant };
      }
    }
    return { kind: "unknown" };
  }

  #wrong(text: string): Asked[] {
    this.#work.spend(this.#asked.length);
    return this.#asked.filter(({ predicate, wanted }) => holds(predicate, text) !== wanted);
  }

  /** At most so many that are understood, the smaller ones first. */
  #some(asked: readonly Asked[], count: number): Known[] {
    const found: Known[] = [];
    for (const each of asked.toSorted((a, b) => a.predicate.argument.length - b.predicate.argument.length)) {
      const known = this.#understood(each);
      if (known) found.push(known);
      if (found.length === count) break;
    }
    return found;
  }

  #understood(each: Asked): Known | undefined {
    if (!this.#known.has(each)) {
      const nfa = nfaOf(each.predicate);
      this.#work.spend(nfa?.states.length ?? each.predicate.argument.length);
      this.#known.set(each, nfa && { ...each, nfa });
    }
    return this.#known.get(each);
  }

  /** Leaves out, one by one, what is not needed. */
  #fewer(blamed: readonly Known[]): Asked[] {
    let needed = blamed;
    for (const each of blamed) {
      if (needed.length <= 1 || !needed.includes(each)) continue;
      const rest = needed.filter((other) => other !== each);
      const ended = new Texts(rest, this.#work.part(this.#work.left >> 2)).next();
      if (ended.kind === "none") needed = ended.blamed;
    }
    return [...needed];
  }
}
