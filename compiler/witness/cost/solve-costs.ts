/**
 * Tokens, answers, a time and a service tier for which each of some targets costs what is asked, or the proof that there
 * are none.
 */
import { answersFrom, costAt, worstRates } from "../../../semantics/worst-cost.ts";
import { billedAt, type CostTerm } from "../../plan/cost-term.ts";
import type { Work } from "../../regions/search/work.ts";
import { clipped, type Range, type WholeRange } from "../values/number-ranges.ts";
import { choicesToTry } from "./choices-to-try.ts";
import type { Limit } from "./limit.ts";
import { type RateTime, tierEnds } from "./rate-times.ts";
import { solveLimits, type TokenAnswer } from "./solve-limits.ts";

/** What one target may cost: USD; ascending. */
export interface CostWish {
  readonly term: CostTerm;
  readonly ranges: readonly Range[];
  /** It need not have a price. */
  readonly mayMiss: boolean;
}

export interface CostQuestion {
  readonly wishes: readonly CostWish[];
  /** Ascending. */
  readonly input: readonly WholeRange[];
  /** What the client may ask for; ascending. */
  readonly output: readonly WholeRange[];
  /** The client need not say. */
  readonly outputMayMiss: boolean;
  /** Answers that the client may ask for; ascending. */
  readonly choices: readonly WholeRange[];
  /** The request has audio. */
  readonly audio: boolean;
  /** One for each combination of rates that can hold, the usual ones first. */
  readonly times: readonly RateTime[];
  /** Tokens of the request that is written without further wishes. */
  readonly usualInput: number;
}

export interface CostValues extends RateTime {
  readonly input: number;
  /** Undefined: the client does not say. */
  readonly output: number | undefined;
  /** Answers. */
  readonly choices: number;
}

export type CostAnswer =
  | { readonly kind: "values"; readonly values: CostValues }
  | { readonly kind: "none" | "unknown" };

export function solveCosts(question: CostQuestion, work: Work): CostAnswer {
  const terms = question.wishes.map(({ term }) => term);
  const ends = tierEnds(terms);
  let isKnown = true;
  for (const choices of choicesToTry(question)) {
    for (const time of question.times) {
      for (const [i, end] of ends.entries()) {
        const input = clipped(question.input, (ends[i - 1] ?? -1) + 1, end);
        const answer = solveTier(question, { ...time, choices }, input, work);
        if (answer.kind === "tokens") return { kind: "values", values: { ...time, choices, ...answer.tokens } };
        if (answer.kind === "unknown") isKnown = false;
      }
    }
  }
  return { kind: isKnown ? "none" : "unknown" };
}

interface Rated extends RateTime {
  readonly choices: number;
}

/** At one time, for one number of answers and within one tier of tokens: there every cost is linear. */
function solveTier(question: CostQuestion, rated: Rated, input: readonly WholeRange[], work: Work): TokenAnswer {
  const least = input[0]?.least;
  if (least === undefined) return { kind: "none" };
  const known: Parameters<typeof oneRangeEach>[0][number][] = [];
  for (const { term, ranges, mayMiss } of question.wishes) {
    const cost = linear(term, { ...rated, input: least, audio: question.audio });
    if (cost) known.push({ ranges, ...cost });
    else if (!mayMiss) return { kind: "none" };
  }
  let isKnown = true;
  for (const limits of oneRangeEach(known)) {
    for (const range of input) {
      work.spend(1);
      if (work.isSpent) return { kind: "unknown" };
      const answer = solveLimits(limits, { ...question, input: range }, work);
      if (answer.kind === "tokens") return answer;
      if (answer.kind === "unknown") isKnown = false;
    }
  }
  return { kind: isKnown ? "none" : "unknown" };
}

/** Every way to take one range of each wish. */
function* oneRangeEach(
  wishes: readonly (Omit<Limit, "from" | "to"> & { ranges: readonly Range[] })[],
): Generator<Limit[]> {
  const [first, ...rest] = wishes;
  if (!first) {
    yield [];
    return;
  }
  const { ranges, ...cost } = first;
  for (const range of ranges) for (const others of oneRangeEach(rest)) yield [{ ...cost, ...range }, ...others];
}

/** `maxCost` within a tier of tokens: the same operations on the same doubles, without looking the rates up again. */
function linear(term: CostTerm, at: Rated & { input: number; audio: boolean }): Omit<Limit, "from" | "to"> | undefined {
  const billed = billedAt(term, { ...at, output: undefined });
  const rates = worstRates(term, billed, at.at);
  if (!rates) return undefined;
  const answers = answersFrom(term, billed.choices);
  const { mostOutput, fixedOutput } = term;
  return {
    mostOutput: fixedOutput === undefined ? mostOutput : 0,
    cost(tokens, output) {
      const written = Math.min(fixedOutput ?? output ?? mostOutput, mostOutput);
      return costAt(rates, tokens, written, answers) / 1e6;
    },
  };
}
