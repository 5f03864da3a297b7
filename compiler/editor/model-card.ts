/** What an editor says of a model: its price, window, law and retirement. */
import type { ModelEntry, Price, ProviderFile } from "../../schemas/catalog.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";

/** Lines without markup, the most important first; undefined for a model that the catalog does not know. */
export function modelCard(id: string, catalog: Catalog): string[] | undefined {
  const slash = id.indexOf("/");
  const [providerId, modelId] = [id.slice(0, slash), id.slice(slash + 1)];
  const provider = slash === -1 ? undefined : catalog.provider(providerId, modelId);
  const model = provider && catalog.model(providerId, modelId);
  if (!provider || !model) return undefined;
  return [headOf(provider, model), priceOf(model), windowOf(model), lawOf(provider, model), ...endOf(model)];
}

/** The same as one line, for lists and comments. */
export function modelLine(id: string, catalog: Catalog): string {
  return (modelCard(id, catalog) ?? []).join("; ");
}

function headOf({ name }: ProviderFile, { kind, status }: ModelEntry): string {
  const state = status === undefined || status === "active" ? "" : `, ${status}`;
  return `${kind === "chat" ? "Chat" : kind === "embedding" ? "Embedding" : "Rerank"} model at ${name}${state}`;
}

function priceOf({ price, isPriceOwn, priceAsOf }: ModelEntry): string {
  const rates = price && ratesOf(price);
  if (!rates) return "Price: unknown";
  const since = isPriceOwn ? ", your own" : priceAsOf === undefined ? "" : `, as of ${priceAsOf}`;
  return `Price: ${rates} per million tokens${since}`;
}

function ratesOf({ input, output, cacheRead, tiers = [] }: Price): string | undefined {
  const parts = [
    ...(input === undefined ? [] : [`$${input} in`]),
    ...(output === undefined ? [] : [`$${output} out`]),
    ...(cacheRead === undefined ? [] : [`$${cacheRead} from cache`]),
    ...tiers.map(({ above }) => `dearer above ${count(above)} tokens`),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
}

function windowOf({ context, maxInput, maxOutput, dims }: ModelEntry): string {
  const parts = [
    `${count(context)} tokens`,
    ...(maxInput === undefined ? [] : [`at most ${count(maxInput)} in`]),
    ...(maxOutput === undefined ? [] : [`at most ${count(maxOutput)} out`]),
    ...(dims === undefined ? [] : [`vectors of ${count(dims)}`]),
  ];
  return `Window: ${parts.join(", ")}`;
}

function lawOf({ jurisdiction, region, retentionDays }: ProviderFile, model: ModelEntry): string {
  const place = region ?? model.region;
  const parts = [
    jurisdiction ?? "unknown",
    ...(place === undefined ? [] : [`processed in ${place}`]),
    ...(retentionDays === undefined ? [] : [`kept for ${retentionDays} days`]),
  ];
  return `Law: ${parts.join(", ")}`;
}

function endOf({ retiresOn, replacement, quality }: ModelEntry): string[] {
  const instead = replacement === undefined ? "" : `; its successor is ${replacement}`;
  return [
    ...(quality === undefined ? [] : [`Quality: ${quality}, your own score`]),
    ...(retiresOn === undefined ? [] : [`Retires on ${retiresOn}${instead}`]),
  ];
}

function count(tokens: number): string {
  return tokens.toLocaleString("en");
}
