/** What an answer cost: usage times the price that held for it. Unknown stays unknown, never zero. */
import type { TableRates } from "../../schemas/table-price.ts";
import { ratesFor } from "../../semantics/rates.ts";
import { billedTier, type PricedTarget, reachingTier } from "../../semantics/reaching-tier.ts";
import type { Usage } from "../operations/chat/answer.ts";

/** What a body asks for, whether or not it reaches the target. */
export interface AskedToBill {
  readonly service_tier?: unknown;
  readonly web_search_options?: unknown;
}

/** Micro-USD, with fractions; nothing where a rate that the usage needs is unknown. */
export function costOf(target: PricedTarget, usage: Usage, at: Date, asked: AskedToBill = {}): number | undefined {
  return costBy(billedRates(target, usage, at, asked), target, usage, asked);
}

/** The same by rates that are known: those of `billedRates`. */
export function costBy(
  rates: TableRates | undefined,
  target: PricedTarget,
  usage: Usage,
  asked: AskedToBill,
): number | undefined {
  if (rates === undefined) return undefined;
  const { input, output, cacheRead = input, cacheWrite = input, reasoning = output } = rates;
  const { cacheWrite1h: long = 0, inputAudio = 0, outputAudio = 0 } = usage;
  const { cacheWrite1h = rates.cacheWrite === undefined ? input : undefined } = rates;
  const inCache = usage.cacheRead + usage.cacheWrite;
  const parts = [
    times(Math.max(0, usage.input - inCache - inputAudio), input),
    times(inputAudio, rates.inputAudio),
    times(usage.cacheRead, cacheRead),
    times(Math.max(0, usage.cacheWrite - long), cacheWrite),
    times(long, cacheWrite1h),
    times(Math.max(0, usage.output - usage.reasoning - outputAudio), output),
    times(usage.reasoning, reasoning),
    times(outputAudio, rates.outputAudio),
    times(searchesOf(target, usage, asked), fee(target)),
  ];
  return parts.reduce((sum, part) => (sum === undefined || part === undefined ? undefined : sum + part), 0);
}

/** The rates by which an answer was billed; undefined where the tier that it names has no known price. */
export function billedRates(
  target: PricedTarget,
  usage: Pick<Usage, "input" | "serviceTier">,
  at: Date,
  asked: AskedToBill,
): TableRates | undefined {
  const { price } = target;
  if (price === undefined) return undefined;
  const billed = billedTier(price, usage.serviceTier, reachingTier(target, asked.service_tier));
  return billed === "unknown" ? undefined : ratesFor(price, usage.input, at, billed.tier);
}

/** As many as the provider says; one, where it does not and was asked to search. */
function searchesOf({ price, carried }: PricedTarget, { searches }: Usage, asked: AskedToBill): number {
  const isAsked = carried.searches && price?.per1kQueries !== undefined && (asked.web_search_options ?? null) !== null;
  return searches ?? (isAsked ? 1 : 0);
}

/** Micro-USD of a search. */
function fee({ price }: PricedTarget): number | undefined {
  return price?.per1kQueries === undefined ? undefined : price.per1kQueries * 1_000;
}

function times(tokens: number, rate: number | undefined): number | undefined {
  if (tokens === 0) return 0;
  return rate === undefined ? undefined : tokens * rate;
}
