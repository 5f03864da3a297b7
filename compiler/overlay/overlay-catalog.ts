/** The catalog as a team sees it: the shipped one, with what its overlay says laid over it. */
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import type { OverlayFile, OverlayModel } from "../../schemas/overlay.ts";
import { inFormat } from "../load/catalog/in-format.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { fittingPrice, negotiate } from "./negotiate.ts";
import { placed, providerOf, type Site } from "./overlay-provider.ts";

/** Entries that name what nobody knows have no effect: they are findings of their own. */
export function overlayCatalog(catalog: Catalog, overlay: OverlayFile): Catalog {
  const { providers = {}, models = {}, prices = {} } = overlay;
  const entryOf = (id: string): OverlayModel | undefined => (Object.hasOwn(models, id) ? models[id] : undefined);
  const source = (provider: string) => (Object.hasOwn(providers, provider) && providers[provider]?.like) || provider;

  const known = (providerId: string, id: string): ModelEntry | undefined => {
    const like = entryOf(`${providerId}/${id}`)?.like;
    return like === undefined ? catalog.model(source(providerId), id) : modelAt(catalog, like);
  };

  const provider = (id: string, model?: string): ProviderFile | undefined => {
    const whole = providerOf(catalog, id, Object.hasOwn(providers, id) ? providers[id] : undefined);
    const entry = model === undefined ? undefined : entryOf(`${id}/${model}`);
    const at = whole && entry && model !== undefined ? deployed(whole, entry, model) : whole;
    if (model === undefined || at?.formats === undefined) return at;
    return inFormat(at, known(id, model)?.format);
  };

  /** Where it is asked is not where the catalog says of the model that its requests stay. */
  const isElsewhere = (providerId: string, id: string): boolean => {
    const like = entryOf(`${providerId}/${id}`)?.like;
    const home = like === undefined ? source(providerId) : like.slice(0, like.indexOf("/"));
    return home !== source(providerId) || provider(providerId, id)?.isMoved === true;
  };

  const model = (providerId: string, id: string): ModelEntry | undefined => {
    if (!provider(providerId)) return undefined;
    const entry = entryOf(`${providerId}/${id}`);
    const listed = known(providerId, id);
    const told = entry ? ownModel(listed, entry) : listed;
    if (!told) return undefined;
    const merged = isElsewhere(providerId, id) ? withoutRegion(told) : told;
    if (entry?.price) return { ...merged, isPriceOwn: true };
    const key = fittingPrice(`${providerId}/${id}`, prices);
    const price = key === undefined ? merged.price : negotiate(prices[key]!, merged.price);
    return price === merged.price ? merged : { ...merged, price, isPriceOwn: true };
  };

  const ownIds = (id: string) =>
    Object.keys(models).flatMap((name) => (name.startsWith(`${id}/`) ? [name.slice(id.length + 1)] : []));
  const modelIds = (id: string) => [...new Set([...catalog.modelIds(source(id)), ...ownIds(id)])];
  const providerIds = () => [...new Set([...catalog.providerIds(), ...Object.keys(providers)])].sort();
  return {
    providerIds,
    provider,
    model,
    modelIds,
    asOf: (id) => catalog.asOf(source(id.split("@")[0]!)),
    allModelIds: () => providerIds().flatMap((id) => modelIds(id).map((name) => `${id}/${name}`)),
  };
}

/** A model of the catalog by `provider/model`. */
export function modelAt(catalog: Catalog, id: string): ModelEntry | undefined {
  const slash = id.indexOf("/");
  return catalog.model(id.slice(0, slash), id.slice(slash + 1));
}

function withoutRegion({ region: _, ...rest }: ModelEntry): ModelEntry {
  return rest;
}

function ownModel(known: ModelEntry | undefined, entry: OverlayModel): ModelEntry | undefined {
  const {
    like,
    name,
    kind,
    context,
    maxInput,
    maxOutput,
    tokenizer,
    tokenFactor,
    caps,
    parameters,
    developerRole,
    zeroRetention,
    concurrency,
    line,
    limits,
    accepts,
  } = entry;
  const { price, quality, retiresOn, dims } = entry;
  if (!known && context === undefined) return undefined;
  const wireName = name ?? (like === undefined ? undefined : like.slice(like.indexOf("/") + 1));
  const terms = { price, quality, retiresOn, wireName, like };
  const own = {
    kind,
    context,
    maxInput,
    maxOutput,
    tokenizer,
    tokenFactor,
    parameters,
    developerRole,
    zeroRetention,
    concurrency,
    line,
    limits,
    accepts,
    dims,
    ...terms,
  };
  const said = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== undefined));
  const merged: ModelEntry = { kind: "chat", context: 1, ...known, ...said };
  if (caps) merged.caps = { ...known?.caps, ...caps };
  return within(merged, entry);
}

/** A smaller context bounds what the catalog says of input and output. */
function within(model: ModelEntry, { context, maxInput, maxOutput }: OverlayModel): ModelEntry {
  if (context === undefined) return model;
  const bounded = { ...model };
  if (maxInput === undefined && (model.maxInput ?? 0) > context) bounded.maxInput = context;
  if (maxOutput === undefined && (model.maxOutput ?? 0) > context) bounded.maxOutput = context;
  return bounded;
}

/** A provider for one model, where the model has a place of its own. Models that differ in the region only share it. */
function deployed(provider: ProviderFile, entry: OverlayModel, model: string): ProviderFile {
  const { baseUrl, variables, region, jurisdiction, retentionDays } = entry;
  const site: Site = { baseUrl, variables, region, jurisdiction, retentionDays };
  const said = Object.values(site).filter((value) => value !== undefined);
  if (said.length === 0) return provider;
  const name = region !== undefined && said.length === 1 ? region : model;
  return { ...placed(provider, site), id: `${provider.id}@${name}` };
}
