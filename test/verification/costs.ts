/** What requests cost at most, worked out from the catalog's entries alone. */
import type { ModelEntry, Price, Rates } from "../../schemas/catalog.ts";
import type { ReferenceCatalog } from "../reference/decide.ts";
import type { PartOfRequest } from "./all-requests.ts";
import type { PolicyMax } from "./body-parts.ts";
import { entryOf, targetIds } from "./invented-targets.ts";
import type { Mentions } from "./mentions.ts";

/** The catalog as it is for requests that ask for the service tier. */
export function catalogIn(serviceTier = ""): ReferenceCatalog {
  const entries = known.get(serviceTier) ?? new Map(targetIds.map((id) => [id, entryIn(id, serviceTier)]));
  known.set(serviceTier, entries);
  return (id) => entries.get(id)!;
}

type Entry = ReturnType<ReferenceCatalog>;
const known = new Map<string, Map<string, Entry>>();

function entryIn(id: string, serviceTier: string): Entry {
  const { provider, model } = entryOf(id);
  return { provider, model: { ...model, price: priceIn(model.price!, serviceTier) } };
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

/** From how many input tokens on a limit of the policy leaves a target out, for each of the parameters. */
export function tierThresholds(mentions: Mentions, max: PolicyMax, parameters: readonly PartOfRequest[]): number[] {
  const found = new Set<number>();
  for (const limit of mentions.costLimits) {
    for (const { body = {} } of parameters) {
      const catalog = catalogIn(body.service_tier as string | undefined);
      for (const id of mentions.targets) {
        const { model } = catalog(id);
        const cost = (input: number) => worstCost(model, input, body.max_tokens as number | undefined, max);
        const bounds = [1, ...(model.price?.tiers ?? []).map(({ above }) => above + 1), model.context + 2];
        for (const [i, from] of bounds.slice(0, -1).entries()) {
          found.add(leastAbove(cost, limit, from, bounds[i + 1]!));
        }
      }
    }
  }
  return [...found];
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
