/** Texts of a given number of expected tokens: prose for many, a word or a sign for few. */
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";
import { alone, copies, type Filling, joined, type Unit, unitOf } from "./filling.ts";

/**
 * A text of more than `above` and at most `upTo` tokens, which are at least half a token apart. `plain`: of one word, for
 * where others could be taken for what must not be there.
 */
export function prose(above: number, upTo: number, plain: boolean = false): Filling {
  const [low, high] = [above + SLACK, upTo - SLACK];
  if (low < 0 && high >= 0) return alone("");
  if (high < FEWEST_WORDS) return alone(short(low, high));
  const unit = usualUnit(high, plain);
  const [first, further] = [unit.first.expected, unit.further.expected];
  const count = Math.max(0, Math.floor((high - SHORTEST - first) / further) + 1);
  const tokens = count === 0 ? 0 : first + (count - 1) * further;
  const end = ending(low - tokens, high - tokens, count === 0, plain ? LA : words);
  return joined([copies(unit, count), alone(end)]);
}

/** What so many tokens are written of. */
export function usualUnit(tokens: number, plain: boolean = false): Unit {
  return plain ? la : tokens > LONG ? digits : paragraph;
}

/** Sums of weights differ in the last digits. */
const SLACK = 1e-5;
/** Below it no two words with a full stop fit. */
const FEWEST_WORDS = 3.5;
/** Tokens of words that stand behind the last paragraph, at least. */
const SHORTEST = 4;
/** From here on prose would not fit into a body. */
const LONG = 3_000_000;

/** All end with a blank, so that each copy weighs the same; none has signs that JSON adds something to. */
const paragraph = unitOf(
  [
    "The order arrived on Monday but the second box was missing.",
    "Our team called the carrier twice and wrote down what they said.",
    "They expect to find it within three days.",
    "Please look through these notes and tell me what we should do next.",
    "The customer would rather have the money back than wait for another week. ",
  ].join(" "),
);
/** Hardly any text has more tokens in a byte. */
const digits = unitOf("1 ".repeat(50));
const la = unitOf("la ".repeat(50));

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
