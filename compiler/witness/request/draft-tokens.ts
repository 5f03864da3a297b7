/** How many tokens drafts take. */
import { image, pdf } from "../../../semantics/tokens/attachments.ts";
import { anyTools, inputTokensOf, tool } from "../../../semantics/tokens/input-tokens.ts";
import type { Figures } from "../../../semantics/tokens/token-sum.ts";
import type { Draft } from "./draft.ts";
import type { Exact } from "./filling.ts";
import { exactTokens, tokensOf } from "./fit-content.ts";
import { MOST_PARTS } from "./known-limits.ts";
import { writeContent } from "./write-content.ts";

export class DraftTokens {
  readonly #known = new Map<string, { rounded: Exact; exact: Exact }>();

  /** As it is written without further text: whole numbers. */
  of(draft: Draft): Exact {
    return this.#measured(draft).rounded;
  }

  /** Not rounded. */
  exact(draft: Draft): Exact {
    return this.#measured(draft).exact;
  }

  #measured(draft: Draft): { rounded: Exact; exact: Exact } {
    const key = JSON.stringify(draft);
    const known = this.#known.get(key);
    if (known) return known;
    const content = writeContent(draft);
    const measured = { rounded: tokensOf(content), exact: exactTokens(content) };
    this.#known.set(key, measured);
    return measured;
  }
}

/** What a message with its images, documents and tools counts at least. A request for a sound need not bring one. */
export function attachedTokens({ images, pdf: hasPdf, tools }: Draft): Figures {
  const page = pdf("");
  const attached = (figure: keyof Figures) => images * image[figure] + (hasPdf ? page[figure] : 0);
  const offered = (figure: keyof Figures) => (tools > 0 ? anyTools[figure] + tools * tool[figure] : 0);
  const sum = (figure: keyof Figures) => empty[figure] + attached(figure) + offered(figure);
  return { expected: sum("expected"), upper: sum("upper"), hard: sum("hard") };
}

const empty = inputTokensOf({ messages: [{ role: "user", content: "" }] });

export function isBulky({ messages, images, tools }: Draft): boolean {
  return messages + images + tools > MOST_PARTS;
}

/** A bound from below of its expected tokens that does not write the draft. */
export function bulkTokens(tokens: DraftTokens, draft: Draft): number {
  const one: Draft = { ...draft, messages: 1, turns: 1, images: 0, tools: 0, text: "" };
  const expected = (of: Draft) => tokens.exact(of).expected;
  const least = expected(one);
  const perMessage = expected({ ...one, messages: 2 }) - least;
  const perImage = expected({ ...one, images: 1 }) - least;
  const perTool = (expected({ ...one, tools: 3 }) - expected({ ...one, tools: 1 })) / 2 - 0.001;
  const { messages, images, tools } = draft;
  return Math.floor(least + (messages - 1) * perMessage + images * perImage + tools * perTool);
}
