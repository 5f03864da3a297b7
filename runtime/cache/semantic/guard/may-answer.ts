/**
 * Whether what was answered to one text may be given for another that means nearly the same by its embedding. Wrong hits are small edits
 * that change a word, and useful ones are either the same words or other words altogether: what is in between is a miss.
 */
import { type ReadText, readText, type Word } from "./read-text.ts";

/** Texts that are longer, in characters, are not compared: an embedder may not have read them to their end. */
export const MOST_CHARACTERS = 1_000;

/** The most that two texts that differ may share of what they are about. */
const MOST_SHARED = 0.2;

/** Likewise of all that they say: of two short questions one word may be all that they are about. */
const MOST_SAID = 0.3;

/** The least cosine of two texts that may be compared: as the tuned pairs of the benchmark have it for all-MiniLM-L6-v2. */
export const LEAST_SIMILARITY = 0.85;

/** Another one where texts are compared in another way: what was found out of hits before then says nothing of later ones. */
export const GUARD: string = `1 ${LEAST_SIMILARITY}`;

export type WhyNot = "too-long" | "empty" | "numbers" | "code" | "script" | "small-edit" | "negation" | "names";

export function mayAnswer(kept: string, asked: string): true | WhyNot {
  if (kept === asked) return true;
  if (kept.length > MOST_CHARACTERS || asked.length > MOST_CHARACTERS) return "too-long";
  const [a, b] = [readText(kept), readText(asked)];
  // Of "who am I" and "who is it" nothing is left that tells them apart.
  if ([a, b].some(({ content, words }) => content.size === 0 || words.length === 0)) return "empty";
  if (!areEqual(a.numbers, b.numbers)) return "numbers";
  if (!areEqual(a.code, b.code)) return "code";
  if (saySame(a, b)) return true;
  // Without words it is not known how much two texts share; and an embedder that has few of their characters takes them all for one.
  if (a.hasScript || b.hasScript) return "script";
  if (shared(a.content, b.content) >= MOST_SHARED || shared(a.said, b.said) >= MOST_SAID) return "small-edit";
  if (a.isNegated !== b.isNegated) return "negation";
  return areEqual(a.names, b.names) ? true : "names";
}

function areEqual(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((each, at) => each === b[at]);
}

/** The same words in the same order; in the same case where both texts have any. */
function saySame(a: ReadText, b: ReadText): boolean {
  const isCaseKnown = !a.isOneCase && !b.isOneCase;
  const isSame = (one: Word, other: Word) =>
    one.text === other.text &&
    (!isCaseKnown || one.shape === undefined || other.shape === undefined || one.shape === other.shape);
  if (!areEqual(marksOf(a, b), marksOf(b, a))) return false;
  return a.words.length === b.words.length && a.words.every((word, at) => isSame(word, b.words[at]!));
}

/** Of a sentence they say nothing; signs and pictures do, and all of them in a text that is to be worked on. */
function marksOf(one: ReadText, other: ReadText): readonly string[] {
  return one.isGiven || other.isGiven ? one.marks : one.marks.filter((mark) => /\p{S}/u.test(mark));
}

function shared(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const both = a.intersection(b).size;
  const either = a.size + b.size - both;
  return either === 0 ? 1 : both / either;
}
