/** Tokens, a time and a service tier for which each of some targets costs what is asked, or the proof that there are none. */
import { ratesFor, worstCost } from "../../../semantics/rates.ts";
import type { CostTerm } from "../../plan/cost-term.ts";
import type { Work } from "../../regions/search/work.ts";
import { clipped, type Range, type WholeRange } from "../values/number-ranges.ts";
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
  /** One for each combination of rates that can hold, the usual ones first. */
  readonly times: readonly RateTime[];
  /** Tokens of the request that is written without further wishes. */
  readonly usualInput: number;
}

export interface CostValues extends RateTime {
  readonly input: number;
  /** Undefined: the client does not say. */
  readonly output: number | undefined;
}

export type CostAnswer =
  | { readonly kind: "values"; readonly values: CostValues }
  | { readonly kind: "none" | "unknown" };

/** USD; undefined where a rate is not known. */
export function maxCost(term: CostTerm, input: number, output: number | undefined, time: RateTime): number | undefined {
  const written = Math.min(term.fixedOutput ?? output ?? term.mostOutput, term.mostOutput);
  const cost = worstCost(term.price, input, written, time.at, term.fixedTier ?? time.serviceTier);
  return cost === undefined ? undefined : cost / 1e6;
}

export function solveCosts(question: CostQuestion, work: Work): CostAnswer {
  const terms = question.wishes.map(({ term }) => term);
  const ends = tierEnds(terms);
  let isKnown = true;
  for (const time of question.times) {
    for (const [i, end] of ends.entries()) {
      const answer = solveTier(question, time, clipped(question.input, (ends[i - 1] ?? -1) + 1, end), work);
      if (answer.kind === "tokens") return { kind: "values", values: { ...time, ...answer.tokens } };
      if (answer.kind === "unknown") isKnown = false;
    }
  }
  return { kind: isKnown ? "none" : "unknown" };
}

/** At one time and within one tier of tokens: there every cost is linear. */
function solveTier(question: CostQuestion, time: RateTime, input: readonly WholeRange[], work: Work): TokenAnswer {
  const least = input[0]?.least;
  if (least === undefined) return { kind: "none" };
  const known = question.wishes.filter(({ term }) => maxCost(term, least, undefined, time) !== undefined);
  if (question.wishes.some((wish) => !wish.mayMiss && !known.includes(wish))) return { kind: "none" };
  let isKnown = true;
  for (const limits of choices(known.map((wish) => ({ ranges: wish.ranges, ...linear(wish.term, least, time) })))) {
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
function* choices(wishes: readonly (Omit<Limit, "from" | "to"> & { ranges: readonly Range[] })[]): Generator<Limit[]> {
  const [first, ...rest] = wishes;
  if (!first) {
    yield [];
    return;
  }
  const { ranges, ...cost } = first;
  for (const range of ranges) for (const others of choices(rest)) yield [{ ...cost, ...range }, ...others];
}

/** `maxCost` within a tier of tokens: the same operations on the same doubles, without looking the rates up again. */
function linear(term: CostTerm, input: number, { at, serviceTier }: RateTime): Omit<Limit, "from" | "to"> {
  const rates = ratesFor(term.price, input, at, term.fixedTier ?? serviceTier);
  const perInput = Math.max(rates.input!, rates.cacheWrite ?? 0);
  const perOutput = rates.output!;
  const { mostOutput, fixedOutput } = term;
  return {
    mostOutput: fixedOutput === undefined ? mostOutput : 0,
    cost(tokens, output) {
      const written = Math.min(fixedOutput ?? output ?? mostOutput, mostOutput);
      return (tokens * perInput + written * perOutput) / 1e6;
    },
  };
}
