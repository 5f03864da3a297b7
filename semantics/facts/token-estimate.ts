/**
 * How many tokens a text has, about, for a tokenizer of the common kind: one pass that weighs runs of characters. The
 * weights were fitted to texts that are not in this repository; what they miss by on others is held by
 * test/semantics/token-accuracy.test.ts and told in docs/decisions/0007-token-estimate.md.
 */
import {
  BLANK,
  characterClasses,
  DIGIT,
  LOWER,
  NEWLINE,
  PUNCTUATION,
  UPPER,
  unitWeights,
} from "./character-classes.ts";

const weights = {
  /** A word behind a blank. */
  word: 0.95,
  /** Behind punctuation, which often joins it. */
  joinedWord: 0.75,
  /** At the beginning of the text or of a line, or behind another script. */
  firstWord: 1.45,
  /** A part of a word that begins with a capital, or behind a digit. */
  segment: 1.04,
  /** Each letter of a word or part after the ninth. */
  furtherLetter: 0.26,
  /** Each capital behind a capital. */
  furtherCapital: 0.09,
  threeDigits: 1.05,
  punctuation: 1.05,
  furtherPunctuation: 0.11,
  repeatedPunctuation: 0.02,
  mixedPunctuation: 0.7,
  newlines: 0.83,
  /** A character of a long mix of letters and digits: base64, hex, ids. */
  encoded: 0.65,
};
const LETTERS_IN_WORD = 9;
const ENCODED_LENGTH = 16;
/** Changes between kinds, per character, above which a long run is not words. */
const ENCODED_CHANGES = 0.22;

/** Not rounded. */
export function estimateTokens(text: string): number {
  const classes = characterClasses;
  let total = 0;
  let previous = -1;
  for (let i = 0; i < text.length; ) {
    const kind = classes[text.charCodeAt(i)]!;
    const start = i;
    if (kind > DIGIT) {
      do i += 1;
      while (i < text.length && classes[text.charCodeAt(i)] === kind);
      total += kind === PUNCTUATION ? punctuationWeight(text, start, i) : runWeight(kind, i - start);
      previous = kind;
      continue;
    }
    // A mix of letters and digits. Tables instead of branches: in encoded data nobody can foretell the next kind.
    let mix = kind === DIGIT ? weights.threeDigits : wordWeight(previous);
    let letters = 1;
    let digits = 1;
    let changes = 0;
    let last = kind;
    i += 1;
    // Most mixes are a word: its small letters first.
    if (kind !== DIGIT) {
      while (i < text.length && classes[text.charCodeAt(i)] === LOWER) i += 1;
      letters = i - start;
      if (letters > 1) last = LOWER;
      if (letters > LETTERS_IN_WORD) mix += (letters - LETTERS_IN_WORD) * weights.furtherLetter;
    }
    for (; i < text.length; i++) {
      const next = classes[text.charCodeAt(i)]!;
      if (next > DIGIT) break;
      const step = last * 3 + next;
      mix += stepWeights[step]!;
      changes += stepChanges[step]!;
      letters = letters * stepKeeps[step]! + 1;
      digits = digits * stepKeeps[step]! + 1;
      if (letters > LETTERS_IN_WORD && next !== DIGIT) mix += weights.furtherLetter;
      if (digits > 3 && next === DIGIT) {
        mix += weights.threeDigits;
        digits = 1;
      }
      last = next;
    }
    const length = i - start;
    const isEncoded = length >= ENCODED_LENGTH && changes > length * ENCODED_CHANGES;
    total += isEncoded ? length * weights.encoded : mix;
    previous = last;
  }
  return total;
}

/** By 3 × the kind before + the kind, both letters or digits: what the step weighs, apart from what counts lengths. */
const stepWeights: Float64Array = new Float64Array(9);
/** 1 where the kind changes, but for a capital before small letters. */
const stepChanges: Uint8Array = new Uint8Array(9).fill(1);
/** 1 where the part of the word, or the number, goes on. */
const stepKeeps: Uint8Array = new Uint8Array(9);

for (const kind of [LOWER, UPPER, DIGIT]) {
  stepChanges[kind * 3 + kind] = 0;
  stepKeeps[kind * 3 + kind] = 1;
}
stepChanges[UPPER * 3 + LOWER] = 0;
stepKeeps[UPPER * 3 + LOWER] = 1;
stepWeights[UPPER * 3 + UPPER] = weights.furtherCapital;
stepWeights[LOWER * 3 + UPPER] = weights.segment;
stepWeights[DIGIT * 3 + UPPER] = weights.segment;
stepWeights[DIGIT * 3 + LOWER] = weights.segment;
stepWeights[LOWER * 3 + DIGIT] = weights.threeDigits;
stepWeights[UPPER * 3 + DIGIT] = weights.threeDigits;

function wordWeight(kindBefore: number): number {
  if (kindBefore === BLANK) return weights.word;
  return kindBefore === PUNCTUATION ? weights.joinedWord : weights.firstWord;
}

/** Punctuation up to this length is usual; beyond it a repeated character costs little, and a mix nearly all of it. */
const USUAL_PUNCTUATION = 8;

function punctuationWeight(text: string, start: number, end: number): number {
  const usual = Math.min(end, start + USUAL_PUNCTUATION);
  let weight = weights.punctuation + (usual - start - 1) * weights.furtherPunctuation;
  for (let i = usual; i < end; i++) {
    weight += text.charCodeAt(i) === text.charCodeAt(i - 1) ? weights.repeatedPunctuation : weights.mixedPunctuation;
  }
  return weight;
}

/** About as many blanks, or newlines, go into one token. */
const BLANKS = 64;
const NEWLINES = 16;

function runWeight(kind: number, run: number): number {
  switch (kind) {
    case NEWLINE:
      return weights.newlines + Math.floor(run / NEWLINES);
    case BLANK:
      return Math.floor(run / BLANKS);
    default:
      return run * unitWeights[kind]!;
  }
}
