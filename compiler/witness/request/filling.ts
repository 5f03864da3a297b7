/** Texts that are put together of copies of few units, whose figures can be told without reading all of the text. */

import type { InputTokens } from "../../../semantics/tokens/input-tokens.ts";
import { plusTokens } from "../../../semantics/tokens/plus-tokens.ts";
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";
import { MOST_TOKENS_PER_BYTE } from "../../../semantics/tokens/token-sum.ts";

/** The figures of a request or of a text, rounded or not. */
export type Exact = InputTokens;

export interface Filling {
  /** Long ones are written when they are asked for. */
  readonly text: string;
  /** A short text of the same kind, which has `more` of each figure less, wherever it stands. */
  readonly brief: string;
  readonly more: Exact;
}

export const nothing: Exact = { expected: 0, upper: 0, hard: 0, textBytes: 0 };

/** A text of which every copy but the first ones adds the same. */
export interface Unit {
  readonly text: string;
  /** Of one copy at the beginning of a text. */
  readonly first: Exact;
  /** Of each behind others. */
  readonly further: Exact;
}

export function unitOf(text: string): Unit {
  const first = exactOf(text);
  return { text, first, further: plusTokens(exactOf(text.repeat(FEW + 1)), exactOf(text.repeat(FEW)), -1) };
}

/** What stands before may change what the first copies weigh. */
const FEW = 2;

export function alone(text: string): Filling {
  return { text, brief: text, more: nothing };
}

export function copies({ text, further }: Unit, count: number): Filling {
  const few = Math.min(count, FEW);
  return lazy(() => text.repeat(count), text.repeat(few), plusTokens(nothing, further, count - few));
}

export function joined(parts: readonly Filling[]): Filling {
  return lazy(
    () => parts.map(({ text }) => text).join(""),
    parts.map(({ brief }) => brief).join(""),
    parts.reduce((sum, { more }) => plusTokens(sum, more), nothing),
  );
}

function lazy(write: () => string, brief: string, more: Exact): Filling {
  let written: string | undefined;
  return {
    get text() {
      written ??= write();
      return written;
    },
    brief,
    more,
  };
}

function exactOf(text: string): Exact {
  const { expected, upper, bytes } = textTokens(text);
  return { expected, upper, hard: bytes * MOST_TOKENS_PER_BYTE, textBytes: bytes };
}
