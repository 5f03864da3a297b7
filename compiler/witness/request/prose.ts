/** Texts of a given number of estimated tokens: prose for many, a word or a sign for few. */
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";

export interface Prose {
  readonly text: string;
  /** A short text that weighs `more` tokens less, wherever it stands. */
  readonly brief: string;
  readonly more: number;
}

/**
 * A text of more than `above` and at most `upTo` tokens, which are at least half a token apart. `plain`: of one word, for
 * where others could be taken for what must not be there.
 */
export function prose(above: number, upTo: number, plain: boolean = false): Prose {
  const [low, high] = [above + SLACK, upTo - SLACK];
  if (low < 0 && high >= 0) return alone("");
  if (high < FEWEST_WORDS) return alone(short(low, high));
  const unit = plain ? la : high > LONG ? dense : paragraph;
  const count = Math.max(0, Math.floor((high - SHORTEST - unit.first) / unit.further) + 1);
  const tokens = count === 0 ? 0 : unit.first + (count - 1) * unit.further;
  const end = ending(low - tokens, high - tokens, count === 0, plain ? LA : words);
  const copies = Math.min(count, FEW);
  const [text, brief] = [unit.text.repeat(count) + end, unit.text.repeat(copies) + end];
  return { text, brief, more: (count - copies) * unit.further };
}

/** What stands before a text may change what its first copy weighs. */
const FEW = 2;

function alone(text: string): Prose {
  return { text, brief: text, more: 0 };
}

/** Sums of weights differ in the last digits. */
const SLACK = 1e-5;
/** Below it no two words with a full stop fit. */
const FEWEST_WORDS = 3.5;
/** Tokens of words that stand behind the last paragraph, at least. */
const SHORTEST = 4;
/** From here on prose would not fit into a body. */
const LONG = 3_000_000;

/** Both end with a blank, so that each copy weighs the same. */
const paragraph = unitOf(
  [
    "The order arrived on Monday, but the second box was missing.",
    "Our team called the carrier twice and wrote down what they said.",
    "They expect to find it within three days.",
    "Please look through these notes and tell me what we should do next.",
    "The customer would rather have the money back than wait for another week.",
  ].join(" "),
);
const dense = unitOf("a,".repeat(200));
const la = unitOf(Array.from({ length: 50 }, () => "la").join(" "));

interface Unit {
  readonly text: string;
  /** Tokens of one copy, and of each behind it. */
  readonly first: number;
  readonly further: number;
}

function unitOf(text: string): Unit {
  const copy = `${text} `;
  const first = textTokens(copy).expected;
  return { text: copy, first, further: textTokens(copy + copy).expected - first };
}

const words = "so please read all of this again with care and tell us what you think about it in plain words".split(
  " ",
);
const LA: readonly string[] = ["la"];

/** Words, and a full stop or more of them where that fits. */
function ending(above: number, upTo: number, isFirst: boolean, words: readonly string[]): string {
  let text = "";
  for (let i = 0; ; i++) {
    const longer = text === "" ? words[0]! : `${text} ${words[i % words.length]!}`;
    if (tokensOf(longer, isFirst) > upTo) break;
    text = longer;
  }
  for (let end = text; ; ) {
    for (const marks of [".", "", "...", "..", "....", ".....", "......"]) {
      const tokens = tokensOf(end + marks, isFirst);
      if (above < tokens && tokens <= upTo) return end + marks;
    }
    const shorter = end.slice(0, Math.max(0, end.lastIndexOf(" ")));
    if (shorter === end) return text;
    end = shorter;
  }
}

/** As it counts at the beginning, or behind a blank. */
function tokensOf(text: string, isFirst: boolean): number {
  return isFirst ? textTokens(text).expected : textTokens(`a ${text}`).expected - lead;
}

const lead = textTokens("a ").expected;
function short(above: number, upTo: number): string {
  const fitting = ["Hi.", "Hi", "Hi all.", "Hi all", "Hi all...", "Hi...", "...", "Hi..", ".", ".."];
  return fitting.find((each) => above < tokensOf(each, true) && tokensOf(each, true) <= upTo) ?? "";
}
