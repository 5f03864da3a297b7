/** A last user text that has what is asked for: a plain sentence if that will do, else what the text theory finds. */
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";
import type { Work } from "../../regions/search/work.ts";
import { findText } from "../../regions/text/find-text.ts";
import type { TextQuestion } from "../../regions/text/text-question.ts";
import type { Part } from "../part.ts";
import type { Texts } from "./draft.ts";
import { shrinkText } from "./shrink-text.ts";
import { type TextAsk, textIsFine } from "./text-asks.ts";

export function chooseTexts(asks: readonly TextAsk[], work: Work): Part<Texts> {
  const isFine = (text: string) => textIsFine(asks, text);
  const plain = plainTexts(asks).filter(isFine);
  if (plain.length > 0) return { kind: "values", values: { natural: plain[0]!, short: shortest(plain) } };
  const { must, mustNot, question } = split(asks);
  const answer = findText(question, work);
  switch (answer.kind) {
    case "text":
      if (!isFine(answer.text)) return { kind: "unknown", why: "the text that was found is not as it should be" };
      return { kind: "values", values: { natural: answer.text, short: answer.text } };
    case "none": {
      const asked = [...answer.must.map((i) => must[i]!), ...answer.mustNot.map((i) => mustNot[i]!)];
      return { kind: "conflict", keys: [...new Set(asked.map(({ key }) => key))] };
    }
    case "unknown":
      return { kind: "unknown", why: "no text was found that has all that is asked of it" };
  }
  return answer satisfies never;
}

/** One of at most so many tokens, out of one that has more; undefined when none was found. */
export function shorterText(asks: readonly TextAsk[], text: string, tokens: number, work: Work): string | undefined {
  work.spend(text.length * asks.length);
  const shrunk = work.isSpent ? text : shrinkText(text, (shorter) => textIsFine(asks, shorter));
  if (textTokens(shrunk).expected <= tokens) return shrunk;
  if (tokens < 0) return undefined;
  const isFine = (text: string) => textTokens(text).expected <= tokens && textIsFine(asks, text);
  const answer = findText(split(asks).question, work.part(work.left >> 1), isFine);
  return answer.kind === "text" && isFine(answer.text) ? answer.text : undefined;
}

function split(asks: readonly TextAsk[]): { must: TextAsk[]; mustNot: TextAsk[]; question: TextQuestion } {
  const must = asks.filter((ask) => ask.must);
  const mustNot = asks.filter((ask) => !ask.must);
  const predicates = (of: readonly TextAsk[]) => of.map(({ predicate }) => predicate);
  return { must, mustNot, question: { must: predicates(must), mustNot: predicates(mustNot) } };
}

const QUESTION = "Hello.";
const CODE = "What does this do?\n```\nprint(1)\n```";

/** The best first. */
function plainTexts(asks: readonly TextAsk[]): string[] {
  const wanted = asks.filter(({ must }) => must).map(({ predicate }) => predicate);
  const literals = (method: string) => wanted.filter((each) => each.method === method).map((each) => each.argument);
  const [begin, end] = [longest(literals("startsWith")), longest(literals("endsWith"))];
  const parts = literals("includes").filter((each) => !begin.includes(each) && !end.includes(each));
  const needed = parts.filter(
    (each, i) => !parts.some((other, j) => other.includes(each) && (i > j || other !== each)),
  );
  const joined = (by: string, middle = needed) => [begin, ...middle, end].filter((part) => part !== "").join(by);
  const sentence = `Please help me with this: ${joined(" ")}.`;
  return [QUESTION, CODE, sentence, joined(" "), joined("\n"), joined(""), joined("", needed.toReversed()), ""];
}

function longest(texts: readonly string[]): string {
  return texts.reduce((long, text) => (text.length > long.length ? text : long), "");
}

function shortest(texts: readonly string[]): string {
  return texts.reduce((short, text) => (textTokens(text).expected < textTokens(short).expected ? text : short));
}
