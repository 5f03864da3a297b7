/** Tokens, a time and a service tier for which measures of some targets are what is asked, or the proof that there are none. */
import type { Asking, Figure, Measure } from "../../plan/measure.ts";
import type { Work } from "../../regions/search/work.ts";
import { clipped, type Range, type WholeRange } from "../values/number-ranges.ts";
import { choicesToTry } from "./choices-to-try.ts";
import type { Limit } from "./limit.ts";
import type { RateTime } from "./rate-times.ts";
import { solveLimits } from "./solve-limits.ts";
import type { Inputs, TokenAnswer, TokenSpace, Tokens } from "./token-space.ts";

/** What one measure may be; ascending. */
export interface CostWish {
  readonly measure: Measure;
  readonly ranges: readonly Range[];
  /** It need not be known. */
  readonly mayMiss: boolean;
}

export interface CostQuestion extends Omit<TokenSpace, "inputs"> {
  readonly wishes: readonly CostWish[];
  /** Of each figure; ascending. */
  readonly inputs: Readonly<Record<Figure, readonly WholeRange[]>>;
  /** One for each combination of rates that can hold, the usual ones first. */
  readonly times: readonly RateTime[];
  /** Whether there is audio. */
  readonly audio: boolean;
  /** Answers that may be asked for; ascending. */
  readonly choices: readonly WholeRange[];
  /** So many that are found are passed over: nothing could be written for them. */
  readonly skip?: number;
}

export type CostAnswer =
  | { readonly kind: "values"; readonly values: Tokens & Asking }
  | { readonly kind: "none" | "unknown" };

export function solveCosts(question: CostQuestion, work: Work): CostAnswer {
  const { skip = 0 } = question;
  let passed = 0;
  let isKnown = true;
  for (const time of question.times) {
    const asking = { ...time, audio: question.audio };
    for (const inputs of pieces(question)) {
      const answer = solveChoices(question, asking, inputs, choicesToTry(question), work);
      if (answer.kind === "values" && passed === skip) return answer;
      if (answer.kind === "values") passed++;
      if (answer.kind !== "none") isKnown = false;
    }
  }
  return { kind: isKnown ? "none" : "unknown" };
}

/** Boxes of inputs in which no rate changes. */
function* pieces({ wishes, inputs, couple }: CostQuestion): Generator<Inputs> {
  const cut = (figure: Figure) => {
    const of = wishes.filter(({ measure }) => measure.figure === figure);
    const ends = new Set(of.flatMap(({ measure }) => measure.rateEnds));
    const all = [...ends, Number.POSITIVE_INFINITY].sort((a, b) => a - b);
    return all.flatMap((end, i) => clipped(inputs[figure], (all[i - 1] ?? -1) + 1, end));
  };
  const [uppers, hards] = [cut("upper"), cut("hard")];
  for (const expected of cut("expected")) {
    for (const upper of uppers) {
      for (const hard of hards) {
        const piece = couple({ expected, upper, hard });
        if (piece) yield piece;
      }
    }
  }
}

/** Of one time, for some numbers of answers, ascending: more never cost less, so that what the ends exclude all exclude. */
function solveChoices(
  question: CostQuestion,
  time: Omit<Asking, "choices">,
  inputs: Inputs,
  choices: readonly number[],
  work: Work,
): CostAnswer {
  const [fewest, most] = [choices[0]!, choices.at(-1)!];
  const least = { ...time, choices: fewest };
  const greatest = fewest === most ? least : { ...time, choices: most };
  const answer = solvePiece(question, [least, greatest], inputs, work);
  if (answer.kind !== "tokens") return answer;
  if (least === greatest) return { kind: "values", values: { ...least, ...answer.tokens } };
  const half = choices.length >> 1;
  const lower = solveChoices(question, time, inputs, choices.slice(0, half), work);
  if (lower.kind === "values") return lower;
  const upper = solveChoices(question, time, inputs, choices.slice(half), work);
  return upper.kind === "none" ? lower : upper;
}

/** Of the fewest and the most answers, and within one piece: there every measure is linear. */
function solvePiece(
  question: CostQuestion,
  [fewest, most]: readonly [Asking, Asking],
  inputs: Inputs,
  work: Work,
): TokenAnswer {
  const limits: Settled[] = [];
  for (const { measure, ranges, mayMiss } of question.wishes) {
    const { figure, outputEnds: ends } = measure;
    const least = measure.near(inputs[figure].least, fewest);
    const greatest = most === fewest ? least : measure.near(inputs[figure].least, most);
    if (least && greatest) limits.push({ ranges, figure, costs: [least, greatest], ends });
    else if (!mayMiss) return { kind: "none" };
  }
  let isKnown = true;
  for (const chosen of choicesOf(limits)) {
    work.spend(1);
    if (work.isSpent) return { kind: "unknown" };
    const answer = solveLimits(chosen, { ...question, inputs }, work);
    if (answer.kind === "tokens") return answer;
    if (answer.kind === "unknown") isKnown = false;
  }
  return { kind: isKnown ? "none" : "unknown" };
}

interface Settled extends Pick<Limit, "figure" | "ends"> {
  readonly ranges: readonly Range[];
  /** For the fewest answers, and for the most. */
  readonly costs: readonly [Limit["cost"], Limit["cost"]];
}

/** Every way to take one range of each: the least cost is not above it, and the greatest not below. */
function* choicesOf(settled: readonly Settled[]): Generator<Limit[]> {
  const [first, ...rest] = settled;
  if (!first) {
    yield [];
    return;
  }
  const { figure, ends, ranges, costs } = first;
  for (const { from, to } of ranges) {
    const below = { figure, ends, cost: costs[0], from: Number.NEGATIVE_INFINITY, to };
    const above = { figure, ends, cost: costs[1], from, to: Number.POSITIVE_INFINITY };
    const own = costs[0] === costs[1] ? [{ ...below, from }] : [below, above];
    for (const others of choicesOf(rest)) yield [...own, ...others];
  }
}
