import { expectedCosts, nextStates, START, STEP_SHIFT, upperCosts } from "./automaton.ts";
import { classOfUnit } from "./unit-classes.ts";

/** What a text is about, in the base figures of tokens, not rounded: those of a family are these times its factors. */
export interface TextTokens {
  /** As a tokenizer of the usual kind counts it. */
  expected: number;
  /** What no natural text is above, whatever the tokenizer; never below `expected`. */
  upper: number;
  /** Of its UTF-8 form; a surrogate that stands alone takes three. */
  bytes: number;
}

/** One pass, linear in the length, without a tokenizer. */
export function textTokens(text: string): TextTokens {
  const { expected, upper, bytes } = textHundredths(text);
  return { expected: expected / 100, upper: upper / 100, bytes };
}

/** The same in whole hundredths of a token, whose sums are exact. */
export function textHundredths(text: string): TextTokens {
  let expected = 0;
  let upper = text === "" ? 0 : UPPER_OF_ANY;
  for (let i = 0, state = START; i < text.length; i++) {
    const step = (state << STEP_SHIFT) | classOfUnit[text.charCodeAt(i)]!;
    expected += expectedCosts[step]!;
    upper += upperCosts[step]!;
    state = nextStates[step]!;
  }
  return { expected, upper, bytes: Buffer.byteLength(text) };
}

/** A short text may be all exceptions. */
const UPPER_OF_ANY = 200;
