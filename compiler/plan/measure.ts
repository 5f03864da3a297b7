/** Numbers that are computed of a request for a target: what it costs at most, and what it fills of the window. */
import { LEAST_OUTPUT } from "../../semantics/target-fit.ts";
import { answersFrom, type BilledRequest, costAt, type WorstRates, worstRates } from "../../semantics/worst-cost.ts";
import { EXPECTED_FILL, HARD_COST, MAX_COST, SPENDS, UPPER_FILL } from "../lower/derived-facts.ts";
import { type Costs, type CostTerm, writtenOutput } from "./cost-term.ts";

/** How the tokens of an input are counted. */
export type Figure = "expected" | "upper" | "hard";

/** What of a request chooses its rates, and how many answers it has. */
export interface Asking {
  readonly at: Date;
  readonly serviceTier?: string;
  readonly choices: number;
  readonly audio: boolean;
}

/** A number that never falls where tokens of input or output grow, and that is linear where no rate changes. */
export interface Measure {
  /** The figure of the input that it grows with. */
  readonly figure: Figure;
  /** What is paid for; none where it does not depend on rates. */
  readonly priced: readonly CostTerm[];
  /** The greatest inputs for which the same rates hold, ascending, the last, infinite one apart. */
  readonly rateEnds: readonly number[];
  /** Outputs at which it may grow otherwise, ascending; beyond the last one it grows no more. */
  readonly outputEnds: readonly number[];
  /** The number, for any input with the same rates as `input`; undefined where one is not known. */
  near(input: number, asking: Asking): ((input: number, output: number | undefined) => number) | undefined;
}

/** Undefined where nothing is known of a target. The same each time. */
export function measureOf(fact: string, argument: string, costs: Costs): Measure | undefined {
  const ofCosts = known.get(costs) ?? new Map<string, Measure | undefined>();
  known.set(costs, ofCosts);
  const key = `${fact} ${argument}`;
  if (!ofCosts.has(key)) ofCosts.set(key, newMeasure(fact, argument, costs));
  return ofCosts.get(key);
}

const known = new WeakMap<Costs, Map<string, Measure | undefined>>();

function newMeasure(fact: string, argument: string, costs: Costs): Measure | undefined {
  if (fact === SPENDS) return spends(argument, costs);
  if (fact === EXPECTED_FILL || fact === UPPER_FILL) return fill(JSON.parse(argument) as Filled, fact);
  const term = costs.get(argument);
  if (!term) return undefined;
  switch (fact) {
    case MAX_COST:
      return cost(term, "upper");
    case HARD_COST:
      return cost(term, "hard");
    default:
      return undefined;
  }
}

/** Facts that `measureOf` knows. */
export const measuredFacts: readonly string[] = [MAX_COST, HARD_COST, SPENDS, EXPECTED_FILL, UPPER_FILL];

/** `output`: tokens that the client asks for. */
export function measuredValue(
  measure: Measure,
  input: number,
  output: number | undefined,
  asking: Asking,
): number | undefined {
  return measure.near(input, asking)?.(input, output);
}

/** Tokens that the target counts of a client's body by the figure, with what the policy adds; not rounded. */
export function countedAt(
  { tokens, added }: Pick<CostTerm, "tokens" | "added">,
  figure: Figure,
  input: number,
): number {
  return (input + added[figure]) * factorOf(tokens, figure);
}

/** The greatest whole number of the figure for which the target counts no more than `most`. */
export function lastWithin(term: Pick<CostTerm, "tokens" | "added">, figure: Figure, most: number): number {
  if (most === Number.POSITIVE_INFINITY) return most;
  let last = Math.floor(most / factorOf(term.tokens, figure)) - term.added[figure] + 1;
  while (countedAt(term, figure, last) > most) last -= 1;
  return last;
}

/** Nothing counts more than the hard figure. */
function factorOf(tokens: CostTerm["tokens"], figure: Figure): number {
  return figure === "hard" ? 1 : tokens[figure];
}

/** USD. */
function cost(term: CostTerm, figure: Figure): Measure {
  const ends = (term.price.tiers ?? []).map(({ above }) => lastWithin(term, figure, above));
  const rateEnds = [...new Set(ends)].sort((a, b) => a - b);
  const known = new Map<string, WorstRates | undefined>();
  return {
    figure,
    priced: [term],
    rateEnds,
    outputEnds: outputEnds(term),
    near(input, asking) {
      const piece = rateEnds.findIndex((end) => input <= end);
      const key = `${piece} ${asking.at.getTime()} ${asking.audio} ${asking.serviceTier ?? ""}`;
      if (!known.has(key)) {
        known.set(key, worstRates(term, billedAt(term, figure, { input, output: undefined, asking }), asking.at));
      }
      const rates = known.get(key);
      if (!rates) return undefined;
      const answers = answersFrom(term, term.fixedChoices ?? asking.choices);
      return (tokens, output) =>
        costAt(rates, countedAt(term, figure, tokens), writtenOutput(term, output), answers) / 1e6;
    },
  };
}

/** What is billed for, on the terms of the place. */
export function billedAt(
  term: CostTerm,
  figure: Figure,
  { input, output, asking }: { input: number; output: number | undefined; asking: Asking },
): BilledRequest {
  const serviceTier = term.fixedTier ?? asking.serviceTier;
  return {
    input: countedAt(term, figure, input),
    output: writtenOutput(term, output),
    choices: term.fixedChoices ?? asking.choices,
    audio: asking.audio,
    ...(serviceTier !== undefined && { serviceTier }),
  };
}

/** On what it depends how much of a window is filled. */
type Filled = Pick<CostTerm, "tokens" | "added" | "mostOutput" | "fixedOutput" | "usualOutput">;

/** What `target.expectedFill` and `target.upperFill` are asked with: the same for targets that are filled alike. */
export function spelledFill({ tokens, added, mostOutput, fixedOutput, usualOutput }: CostTerm): string {
  const { expected, upper } = tokens;
  return JSON.stringify({ tokens: { expected, upper }, added, mostOutput, fixedOutput, usualOutput });
}

/** Tokens of input and of the output bound. */
function fill(filled: Filled, fact: typeof EXPECTED_FILL | typeof UPPER_FILL): Measure {
  const figure = fact === EXPECTED_FILL ? "expected" : "upper";
  const value = (input: number, output: number | undefined) => {
    const asked = filled.fixedOutput ?? output ?? filled.usualOutput;
    const written = asked === undefined ? LEAST_OUTPUT : Math.min(asked, filled.mostOutput);
    return countedAt(filled, figure, input) + written;
  };
  return { figure, priced: [], rateEnds: [], outputEnds: outputEnds(filled), near: () => value };
}

/** How often each target can be paid for. */
export type Attempts = readonly (readonly [id: string, times: number])[];

/** What `plan.spends` is asked with. */
export function spelledAttempts(attempts: Attempts): string {
  return JSON.stringify(attempts);
}

function spends(argument: string, costs: Costs): Measure | undefined {
  const parts: { times: number; of: Measure }[] = [];
  for (const [id, times] of JSON.parse(argument) as Attempts) {
    const of = measureOf(HARD_COST, id, costs);
    if (!of) return undefined;
    parts.push({ times, of });
  }
  const ends = (of: "rateEnds" | "outputEnds") =>
    [...new Set(parts.flatMap((part) => part.of[of]))].sort((a, b) => a - b);
  return {
    figure: "hard",
    priced: parts.flatMap(({ of }) => of.priced),
    rateEnds: ends("rateEnds"),
    outputEnds: ends("outputEnds"),
    near(input, asking) {
      const near = parts.flatMap(({ times, of }) => {
        const value = of.near(input, asking);
        return value ? [{ times, value }] : [];
      });
      if (near.length < parts.length) return undefined;
      return (tokens, output) => near.reduce((sum, { times, value }) => sum + times * value(tokens, output), 0);
    },
  };
}

function outputEnds({ fixedOutput, mostOutput }: Pick<CostTerm, "fixedOutput" | "mostOutput">): number[] {
  return fixedOutput === undefined ? [Math.floor(mostOutput)] : [];
}
