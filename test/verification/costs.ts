/** What requests cost at most, worked out from the catalog's entries alone. */
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
  const service = serviceTiers[serviceTier];
  if (service === undefined) return { ...usual, tiers };
  const above = tiers.map((tier) => ({ ...tier, ...dearer(service, { ...usual, ...tier }) }));
  return { ...usual, ...service, tiers: above };
}

function dearer(service: Rates, usual: Rates): Rates {
  const names = Object.keys(service) as (keyof Rates)[];
  return Object.fromEntries(names.map((name) => [name, Math.max(service[name]!, usual[name] ?? 0)]));
}

/** USD, for a request of so many tokens; `asked` is what the client lets the model write. */
export function worstCost(model: ModelEntry, input: number, asked: number | undefined, max: PolicyMax): number {
  const price = model.price!;
  const rates: Rates = { ...price, ...price.tiers?.findLast(({ above }) => input > above) };
  const limits = [asked, max.outputTokens, model.maxOutput, model.context].filter((limit) => limit !== undefined);
  const perInput = Math.max(rates.input!, rates.cacheWrite ?? 0);
  return (input * perInput + Math.min(...limits) * rates.output!) / 1e6;
}

/** From how many input tokens on a limit of the policy leaves a target out, for each of the parameters and times. */
export function tierThresholds(mentions: Mentions, max: PolicyMax, parameters: readonly PartOfRequest[]): number[] {
  const found = new Set<number>();
  for (const { output, tier } of spending(mentions, parameters)) {
    for (const at of mentions.clock ? moments.map(({ at }) => at) : [undefined]) {
      const catalog = catalogIn(tier, at);
      for (const limit of mentions.costLimits) {
        for (const id of mentions.targets) {
          const { model } = catalog(id);
          const cost = (input: number) => worstCost(model, input, output, max);
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
  for (const output of fixedOutputs) outputs.add(output);
  for (const tier of fixedTiers) tiers.add(tier);
  return [...outputs].flatMap((output) => [...tiers].map((tier) => ({ output, tier })));
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
