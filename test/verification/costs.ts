/** What requests cost at most, worked out from the catalog's entries alone. */
import type { Facts } from "../../dsl/facts.ts";
import type { ModelEntry, Price, Rates } from "../../schemas/catalog.ts";
import type { ReferenceCatalog } from "../reference/decide.ts";
import type { PartOfRequest } from "./all-requests.ts";
import type { PolicyMax } from "./body-parts.ts";
import { allTargetIds, entryOf } from "./invented-targets.ts";
import type { Mentions } from "./mentions.ts";
import { type Moment, momentOf, moments } from "./moments.ts";

/** The catalog as it is at the time for requests that ask for the service tier; without a time as it is today at peak. */
export function catalogIn(serviceTier = "", at?: Date): ReferenceCatalog {
  const moment = at && momentOf(at);
  const key = `${serviceTier} ${moment?.key ?? ""}`;
  const entries = known.get(key) ?? new Map(allTargetIds.map((id) => [id, entryIn(id, serviceTier, moment)]));
  known.set(key, entries);
  return (id) => entries.get(id)!;
}

type Entry = ReturnType<ReferenceCatalog>;
const known = new Map<string, Map<string, Entry>>();

function entryIn(id: string, serviceTier: string, moment: Moment | undefined): Entry {
  const { provider, model } = entryOf(id);
  return { provider, model: { ...model, price: priceIn(pricedAt(model.price!, moment), serviceTier) } };
}

/** What follows replaces what goes before, rate by rate: what is scheduled, and what holds outside the peak. */
function pricedAt({ scheduled = [], offPeak, ...usual }: Price, moment: Moment | undefined): Price {
  if (moment === undefined) return usual;
  const { from: _, ...begun } = scheduled.findLast(({ from }) => from <= moment.day) ?? { from: "" };
  const { peakHoursUtc: __, ...quiet } = (offPeak && !moment.isPeak ? offPeak : undefined) ?? { peakHoursUtc: [] };
  return { ...usual, ...begun, ...quiet };
}

/** A service tier's rates replace the others; above a prompt's tier the dearer of both counts. */
function priceIn(price: Price, serviceTier: string): Price {
  const { tiers = [], serviceTiers = {}, ...usual } = price;
  if (serviceTier === "auto")
    return dearestOf([price, ...Object.keys(serviceTiers).map((tier) => priceIn(price, tier))]);
  const service = serviceTiers[serviceTier];
  if (service === undefined) return { ...usual, tiers };
  const above = tiers.map((tier) => ({ ...tier, ...dearer(service, { ...usual, ...tier }) }));
  return { ...usual, ...service, tiers: above };
}

/** Of prices with the same tiers of tokens, each rate by itself. */
function dearestOf(prices: readonly Price[]): Price {
  const dearest = (all: readonly Rates[]): Rates =>
    Object.fromEntries(rateNames.map((name) => [name, Math.max(...all.map((rates) => rates[name] ?? 0))]));
  const tiers = (prices[0]!.tiers ?? []).map(({ above }, i) => {
    return { above, ...dearest(prices.map(({ tiers: own, ...usual }) => ({ ...usual, ...own![i] }))) };
  });
  return { ...dearest(prices), tiers };
}

const rateNames = ["input", "output", "cacheWrite"] as const;

function dearer(service: Rates, usual: Rates): Rates {
  const names = Object.keys(service) as (keyof Rates)[];
  return Object.fromEntries(names.map((name) => [name, Math.max(service[name]!, usual[name] ?? 0)]));
}

/** What a client lets the model write, and how often. */
export interface Asked {
  readonly output: number | undefined;
  readonly choices: number;
}

/** USD, for a request of so many tokens: each rate is the dearest of the tiers that so many tokens or fewer reach. */
export function worstCost(model: ModelEntry, input: number, { output, choices }: Asked, max: PolicyMax): number {
  const price = model.price!;
  const reached = (price.tiers ?? []).filter(({ above }) => input > above).map((tier) => ({ ...price, ...tier }));
  const all: Rates[] = [price, ...reached];
  const perInput = Math.max(...all.flatMap((rates) => [rates.input!, rates.cacheWrite ?? 0]));
  const perOutput = Math.max(...all.map((rates) => rates.output!));
  const limits = [output, max.outputTokens, model.maxOutput, model.context].filter((limit) => limit !== undefined);
  return (input * perInput + choices * (Math.min(...limits) * perOutput)) / 1e6;
}

/** What the facts say of it. */
export function askedOf({ maxOutputTokens, choices }: Facts): Asked {
  return { output: maxOutputTokens, choices };
}

/** From how many input tokens on a limit of the policy leaves a target out, for each of the parameters and times. */
export function tierThresholds(mentions: Mentions, max: PolicyMax, parameters: readonly PartOfRequest[]): number[] {
  const found = new Set<number>();
  for (const { output, tier, choices } of spending(mentions, parameters)) {
    for (const at of mentions.clock ? moments.map(({ at }) => at) : [undefined]) {
      const catalog = catalogIn(tier, at);
      for (const limit of mentions.costLimits) {
        for (const id of mentions.targets) {
          const { model } = catalog(id);
          const cost = (input: number) => worstCost(model, input, { output, choices }, max);
          const bounds = [1, ...(model.price?.tiers ?? []).map(({ above }) => above + 1), model.context + 2];
          for (const [i, from] of bounds.slice(0, -1).entries()) {
            found.add(leastAbove(cost, limit, from, bounds[i + 1]!));
          }
        }
      }
    }
  }
  return [...found];
}

/** What parameters can say of a cost, those of the client and those that the policy fixes. */
function spending({ fixedOutputs, fixedTiers }: Mentions, parameters: readonly PartOfRequest[]) {
  const outputs = new Set(parameters.map(({ body }) => body?.max_tokens as number | undefined));
  const tiers = new Set(parameters.map(({ body }) => body?.service_tier as string | undefined));
  const answers = new Set(parameters.map(({ body }) => (body?.n ?? 1) as number));
  for (const output of fixedOutputs) outputs.add(output);
  for (const tier of fixedTiers) tiers.add(tier);
  return [...outputs].flatMap((output) =>
    [...tiers].flatMap((tier) => [...answers].map((choices) => ({ output, tier, choices }))),
  );
}

/** The least input from `from` on that costs more; `end` where none does. */
function leastAbove(cost: (input: number) => number, limit: number, from: number, end: number): number {
  let [low, high] = [from, end];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (cost(middle) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
