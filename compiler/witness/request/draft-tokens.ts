/** How many tokens drafts take. */
import type { Draft } from "./draft.ts";
import { exactTokens, tokensOf } from "./fit-content.ts";
import { MOST_PARTS } from "./known-limits.ts";
import { writeContent } from "./write-content.ts";

export class DraftTokens {
  readonly #known = new Map<string, { rounded: number; exact: number }>();

  /** As it is written without further text. */
  of(draft: Draft): number {
    return this.#measured(draft).rounded;
  }

  /** Not rounded. */
  exact(draft: Draft): number {
    return this.#measured(draft).exact;
  }

  #measured(draft: Draft): { rounded: number; exact: number } {
    const key = JSON.stringify(draft);
    const known = this.#known.get(key);
    if (known) return known;
    const content = writeContent(draft);
    const measured = { rounded: tokensOf(content), exact: exactTokens(content) };
    this.#known.set(key, measured);
    return measured;
  }
}

export function isBulky({ messages, images, tools }: Draft): boolean {
  return messages + images + tools > MOST_PARTS;
}

/** A bound from below that does not write the draft. */
export function bulkTokens(tokens: DraftTokens, draft: Draft): number {
  const one: Draft = { ...draft, messages: 1, turns: 1, images: 0, tools: 0, text: "" };
  const least = tokens.of(one);
  const perMessage = tokens.of({ ...one, messages: 2 }) - least;
  const perImage = tokens.of({ ...one, images: 1 }) - least;
  const perTool = (tokens.exact({ ...one, tools: 3 }) - tokens.exact({ ...one, tools: 1 })) / 2 - 0.001;
  const { messages, images, tools } = draft;
  return Math.floor(least + (messages - 1) * perMessage + images * perImage + tools * perTool);
}
