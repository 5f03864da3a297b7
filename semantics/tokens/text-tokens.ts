import { endianness } from "node:os";
import { expectedCosts, nextStates, START, STEP_SHIFT, upperCosts } from "./automaton.ts";
import { growthOfUnit } from "./normal-growth.ts";
import { classOfUnit } from "./unit-classes.ts";

/** What a text is about, in the base figures of tokens, not rounded: those of a family are these times its factors. */
export interface TextTokens {
  /** As a tokenizer of the usual kind counts it. */
  expected: number;
  /** What no natural text is above, whatever the tokenizer; never below `expected`. */
  upper: number;
  /** Of its UTF-8 form, as a tokenizer may normalise it; a surrogate that stands alone takes three. */
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
  let state = START << STEP_SHIFT;
  let length = 0;
  let more = 0;
  for (let from = 0; from < text.length; from += length) {
    length = copyUnits(text, from);
    let both = 0;
    let next = 0;
    for (; next + 1 < length; next += 2) {
      const one = units[next]!;
      const two = units[next + 1]!;
      const step = state | classOfUnit[one]!;
      const second = firstSteps[step]! | classOfUnit[two]!;
      more += growthOfUnit[one]! + growthOfUnit[two]!;
      both += bothCosts[step]! + bothCosts[second]!;
      state = firstSteps[second]!;
    }
    if (next < length) {
      const step = state | classOfUnit[units[next]!]!;
      more += growthOfUnit[units[next]!]!;
      both += bothCosts[step]!;
      state = firstSteps[step]!;
    }
    const high = Math.floor(both / HIGH);
    upper += high;
    expected += both - high * HIGH;
  }
  return { expected, upper: upper + more * UPPER_OF_GROWTH, bytes: Buffer.byteLength(text) + more };
}

/** A short text may be all exceptions. */
const UPPER_OF_ANY = 200;

/** Hundredths for each byte that a text grows by: half of what the worst tokenizer makes of a byte. */
const UPPER_OF_GROWTH = 50;

/** Both costs of a step in one number, so that one addition does: sums of a stretch stay exact. */
const HIGH = 2 ** 26;
const STRETCH = 2 ** 16;
const bothCosts = expectedCosts.map((expected, step) => expected + upperCosts[step]! * HIGH);
/** Of the state that a step leads to. */
const firstSteps = Uint16Array.from(nextStates, (state) => state << STEP_SHIFT);

/** Read from here, two at a time, units take three fifths of the time that they take from the text. */
const stretch = Buffer.alloc(STRETCH * 2);
const units = new Uint16Array(stretch.buffer, stretch.byteOffset, STRETCH);
const isBigEndian = endianness() === "BE";

/** How many units of the text stand in `units` now. */
function copyUnits(text: string, from: number): number {
  const written = stretch.write(from === 0 ? text : text.slice(from, from + STRETCH), "utf16le");
  if (isBigEndian) stretch.swap16();
  return written / 2;
}
