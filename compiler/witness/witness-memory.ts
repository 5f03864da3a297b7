/** What theories about the same policy may share: texts, written requests and what texts exclude, whatever the columns. */
import { type Exclusion, exclusions } from "../regions/text/implications.ts";
import type { TextPredicate } from "../regions/text/text-question.ts";
import type { Part } from "./part.ts";
import type { Texts } from "./request/draft.ts";
import { DraftTokens } from "./request/draft-tokens.ts";
import type { Written } from "./request/fit-content.ts";

export class WitnessMemory {
  readonly tokens: DraftTokens = new DraftTokens();
  /** By what is asked of the last user text. */
  readonly texts: Map<string, Part<Texts>> = new Map();
  /** By draft, tokens and what is asked of the text; undefined where there is none. */
  readonly contents: Map<string, Written | undefined> = new Map();
  readonly #exclusions = new Map<string, Exclusion[]>();

  exclusions(predicates: readonly TextPredicate[]): readonly Exclusion[] {
    const key = JSON.stringify(predicates.map(({ method, argument }) => [method, argument]));
    const known = this.#exclusions.get(key) ?? exclusions(predicates);
    this.#exclusions.set(key, known);
    return known;
  }
}
