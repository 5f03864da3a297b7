/**
 * A text that is asked for, or the proof that there is none. What looks natural is tried first; otherwise machines for the
 * predicates walk over all texts, a predicate taking part only once a text was found that is wrong about it.
 */
import type { Work } from "../search/work.ts";
import { type Asked, exactText } from "./exact-text.ts";
import { alwaysHolds, excludedByRule } from "./excluded-by-rule.ts";
import { holds } from "./holds.ts";
import { naturalTexts, variationsOf } from "./natural-texts.ts";
import type { TextAnswer, TextQuestion } from "./text-question.ts";

/** `accept`: what further must be so, which can only be tried. */
export function findText(question: TextQuestion, work: Work, accept?: (text: string) => boolean): TextAnswer {
  const asked = [
    ...question.must.map((predicate, index): Asked => ({ predicate, wanted: true, index })),
    ...question.mustNot.map((predicate, index): Asked => ({ predicate, wanted: false, index })),
  ];
  const only = question.must.findIndex(({ method }) => method === "equals");
  if (only >= 0) return onlyText(asked, asked[only]!, work, accept);
  const excluded = excludedByRule(asked, work);
  if (excluded) return noText(excluded);
  const natural = naturalText(question, asked, work.part(work.left >> (accept ? 1 : 2)), accept);
  if (natural !== undefined) return { kind: "text", text: natural };
  const found = exactText(asked, work, accept);
  return found.kind === "none" ? noText(found.asked) : found;
}

function onlyText(asked: readonly Asked[], only: Asked, work: Work, accept?: (text: string) => boolean): TextAnswer {
  work.spend(asked.length);
  const text = only.predicate.argument;
  const wrong = asked.find((each) => !isRight(each, text));
  if (wrong) return noText(neverRight(wrong, work) ? [wrong] : [only, wrong]);
  return accept === undefined || accept(text) ? { kind: "text", text } : { kind: "unknown" };
}

/** Alone already, whatever the text. */
function neverRight(each: Asked, work: Work): boolean {
  if (each.predicate.method !== "matches") return !each.wanted && alwaysHolds(each.predicate);
  return exactText([each], work.part(work.left >> 2)).kind === "none";
}

function noText(asked: readonly Asked[]): TextAnswer {
  const indexes = (wanted: boolean) => asked.filter((each) => each.wanted === wanted).map(({ index }) => index);
  return { kind: "none", must: indexes(true).sort(order), mustNot: indexes(false).sort(order) };
}

function order(a: number, b: number): number {
  return a - b;
}

/** Texts of the natural form that are varied where `accept` refuses them. */
const VARIED = 3;

/** Variations after which, if the predicates refuse them all, the rest is left. */
const FUTILE = 30;

function naturalText(
  { must }: TextQuestion,
  asked: readonly Asked[],
  work: Work,
  accept?: (text: string) => boolean,
): string | undefined {
  const likelyWrong: Asked[] = [];
  const allRight = (text: string): boolean => {
    work.spend(1 + likelyWrong.length);
    if (likelyWrong.some((each) => !isRight(each, text))) return false;
    work.spend(asked.length);
    const wrong = asked.find((each) => !isRight(each, text));
    if (wrong) likelyWrong.push(wrong);
    return wrong === undefined;
  };
  const right: string[] = [];
  for (const text of naturalTexts(must)) {
    if (work.isSpent) return undefined;
    if (!allRight(text)) continue;
    if (accept === undefined || accept(text)) return text;
    right.push(text);
  }
  for (const text of right.slice(0, VARIED)) {
    let tried = 0;
    let usable = 0;
    for (const variation of variationsOf(text)) {
      if (work.isSpent || (tried >= FUTILE && usable === 0)) break;
      tried += 1;
      if (!allRight(variation)) continue;
      usable += 1;
      if (accept?.(variation)) return variation;
    }
  }
  return undefined;
}

function isRight({ predicate, wanted }: Asked, text: string): boolean {
  return holds(predicate, text) === wanted;
}
