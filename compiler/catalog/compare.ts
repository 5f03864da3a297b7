/** A public list against the catalog: what a catalog that follows the list would change. */
import { isDeepStrictEqual } from "node:util";
import type { ModelEntry, Price } from "../../schemas/catalog.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { outOfRange, type StrangeRate } from "../overlay/price-bounds.ts";
import type { PublishedFacts, PublishedModel } from "./published.ts";

export type ListName = "models.dev" | "litellm";

export interface ChangedFact {
  /** Such as `price.input`. */
  readonly fact: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface CatalogChanges {
  /** Entries that are not in the catalog. */
  readonly added: readonly { readonly id: string; readonly entry: ModelEntry }[];
  readonly changed: readonly {
    readonly id: string;
    readonly entry: ModelEntry;
    readonly facts: readonly ChangedFact[];
  }[];
  /** In the catalog, not retired, and not in the list. */
  readonly vanished: readonly string[];
  /** Prices that cannot be meant: they are not taken. */
  readonly strange: readonly ({ readonly id: string } & StrangeRate)[];
  /** Providers of the catalog that the list has. */
  readonly providers: readonly string[];
  /** Providers of the list that the catalog does not have. */
  readonly unknownProviders: readonly string[];
}

export interface Comparison {
  readonly list: ListName;
  /** YYYY-MM-DD: when the facts were seen. */
  readonly today: string;
  /** Only this provider. */
  readonly provider?: string | undefined;
}

export function compareCatalog(
  catalog: Catalog,
  published: readonly PublishedModel[],
  { list, today, provider }: Comparison,
): CatalogChanges {
  const owners = ownersOf(catalog, list);
  const added: CatalogChanges["added"][number][] = [];
  const changed: CatalogChanges["changed"][number][] = [];
  const strange: CatalogChanges["strange"][number][] = [];
  const seen = new Set<string>();
  for (const model of published) {
    const owner = owners.get(model.provider);
    if (owner === undefined || (provider !== undefined && owner !== provider)) continue;
    const id = `${owner}/${model.id}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const known = catalog.model(owner, model.id);
    const found = outOfRange(model.facts.price ?? {}, known?.price);
    strange.push(...found.map((rate) => ({ id, ...rate })));
    const facts = found.length > 0 ? { ...model.facts, price: undefined } : model.facts;
    const entry = merge(known, facts, today);
    if (!entry) continue;
    if (!known) added.push({ id, entry });
    else if (!isDeepStrictEqual(known, entry)) changed.push({ id, entry, facts: changesBetween(known, entry) });
  }
  const providers = [...new Set([...seen].map((id) => id.split("/")[0]!))].sort();
  return {
    added,
    changed,
    strange,
    providers,
    vanished: providers.flatMap((owner) => vanishedOf(catalog, owner, seen)),
    unknownProviders: [...new Set(published.map((model) => model.provider))].filter((name) => !owners.has(name)).sort(),
  };
}

/** The list's name of a provider → ours. */
function ownersOf(catalog: Catalog, list: ListName): Map<string, string> {
  const names = catalog.providerIds().flatMap((id) => {
    return (catalog.provider(id)?.listedAs?.[list] ?? [id]).map((name) => [name, id] as const);
  });
  return new Map(names);
}

function vanishedOf(catalog: Catalog, owner: string, seen: ReadonlySet<string>): string[] {
  return catalog
    .modelIds(owner)
    .filter((model) => !seen.has(`${owner}/${model}`) && catalog.model(owner, model)?.status !== "retired")
    .map((model) => `${owner}/${model}`);
}

/** The known entry with what the list says otherwise; undefined for a new model of which too little is said. */
function merge(known: ModelEntry | undefined, facts: PublishedFacts, today: string): ModelEntry | undefined {
  const { price, caps, kind, context, status, ...others } = facts;
  const base = known ?? (context === undefined ? undefined : { kind: kind ?? "chat", context });
  if (!base) return undefined;
  const merged: ModelEntry = { ...base };
  for (const [name, value] of Object.entries(others)) if (value !== undefined) Object.assign(merged, { [name]: value });
  if (context !== undefined && context !== base.maxInput) merged.context = context;
  if (status !== undefined && (known?.status === undefined || known.status === "active")) merged.status = status;
  if (caps) merged.caps = { ...base.caps, ...caps };
  const own = price && mergePrice(base.price, price);
  if (own && !isDeepStrictEqual(own, base.price)) Object.assign(merged, { price: own, priceAsOf: today });
  return consistent(merged);
}

/** What the list does not know of, such as scheduled prices, stays. */
function mergePrice(known: Price | undefined, published: Price): Price {
  return { ...known, ...published };
}

/** Input and output never exceed the context. */
function consistent(entry: ModelEntry): ModelEntry {
  const { maxInput, maxOutput, context } = entry;
  const next = { ...entry };
  if (maxInput !== undefined && maxInput >= context) delete next.maxInput;
  if (maxOutput !== undefined && maxOutput > context) next.maxOutput = context;
  return next;
}

function changesBetween(before: ModelEntry, after: ModelEntry): ChangedFact[] {
  const [old, own] = [flat(before), flat(after)];
  const names = [...new Set([...Object.keys(old), ...Object.keys(own)])];
  return names
    .filter((fact) => fact !== "priceAsOf" && !isDeepStrictEqual(old[fact], own[fact]))
    .map((fact) => ({ fact, before: old[fact], after: own[fact] }));
}

/** `{ price: { input: 1 } }` → `{ "price.input": 1 }`; lists stay whole. */
function flat(entry: object, start = ""): Record<string, unknown> {
  const pairs = Object.entries(entry).flatMap(([name, value]): [string, unknown][] => {
    const nested = typeof value === "object" && value !== null && !Array.isArray(value);
    return nested ? Object.entries(flat(value, `${start}${name}.`)) : [[start + name, value]];
  });
  return Object.fromEntries(pairs);
}
