/** What a request costs at most. Never less for more tokens or answers; where a rate is not known, nothing is promised. */
import type { TablePrice } from "../schemas/table-price.ts";
import { ratesFor } from "./rates.ts";
import { billableTiers, type PricedTarget, reachingTier } from "./reaching-tier.ts";

/** What of a request chooses its rates. */
export interface Billed {
  /** Tokens: at least as many as the provider counts. */
  readonly input: number;
  /** What the body asks for, whether or not it reaches the target. */
  readonly serviceTier?: unknown;
  /** A message has audio, or the answer must. */
  readonly audio: boolean;
}

export interface BilledRequest extends Billed {
  /** Tokens of each answer. */
  readonly output: number;
  /** Answers that are asked for. */
  readonly choices: number;
}

/** Micro-USD. */
export interface WorstRates {
  readonly perInput: number;
  /** For each answer. */
  readonly perOutput: number;
  /** For each answer beside its tokens: it is searched for. */
  readonly perAnswer: number;
}

/** Micro-USD of a request at its largest at a time (UTC); nothing where a rate that it may meet is unknown. */
export function worstCost(target: PricedTarget, request: BilledRequest, at: Date): number | undefined {
  const rates = worstRates(target, request, at);
  return rates && costAt(rates, request.input, request.output, answersFrom(target, request.choices));
}

/** The answers that a target gives: one, where it cannot be asked for more. */
export function answersFrom({ carried }: PricedTarget, choices: number): number {
  return carried.choices ? choices : 1;
}

/** Linear in each of the three, and never less for more. */
export function costAt(
  { perInput, perOutput, perAnswer }: WorstRates,
  input: number,
  output: number,
  answers: number,
): number {
  return input * perInput + answers * (output * perOutput + perAnswer);
}

/** The dearest rates that a request can meet, each by itself. */
export function worstRates(target: PricedTarget, request: Billed, at: Date): WorstRates | undefined {
  const { price } = target;
  if (price === undefined || (request.audio && price.unknown !== undefined)) return undefined;
  let [perInput, perOutput] = [0, 0];
  for (const tokens of promptSizes(price, request.input)) {
    for (const tier of billableTiers(price, reachingTier(target, request.serviceTier))) {
      const rates = ratesFor(price, tokens, at, tier);
      if (rates.input === undefined || rates.output === undefined) return undefined;
      const { cacheRead = 0, cacheWrite = 0, cacheWrite1h = 0, reasoning = 0, inputAudio = 0, outputAudio = 0 } = rates;
      perInput = Math.max(perInput, rates.input, cacheRead, cacheWrite);
      if (target.carried.longCache) perInput = Math.max(perInput, cacheWrite1h);
      perOutput = Math.max(perOutput, rates.output, reasoning);
      if (request.audio) [perInput, perOutput] = [Math.max(perInput, inputAudio), Math.max(perOutput, outputAudio)];
    }
  }
  return { perInput, perOutput, perAnswer: (price.per1kQueries ?? 0) * 1_000 };
}

/** A prompt in each tier of tokens up to this one: the provider may count fewer, and fewer may cost more. */
function promptSizes({ tiers = [] }: TablePrice, input: number): number[] {
  return [0, ...tiers.flatMap(({ above }) => (above < input ? [above + 1] : []))];
}
