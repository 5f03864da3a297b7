/** models.dev's api.json: provider → models → facts; prices in USD per million tokens. */
import type { Price } from "../../schemas/catalog.ts";
import {
  amount,
  day,
  isObject,
  type Json,
  PublishedError,
  type PublishedFacts,
  type PublishedModel,
  positive,
  said,
} from "./published.ts";

/** Throws a `PublishedError` where the text is something else. */
export function readModelsDev(data: unknown): PublishedModel[] {
  if (!isObject(data)) throw new PublishedError("expected an object of providers");
  const providers = Object.entries(data).filter((entry): entry is [string, Json & { models: Json }] => {
    return isObject(entry[1]) && isObject(entry[1].models);
  });
  if (providers.length === 0) throw new PublishedError("expected providers with `models`, as in models.dev's api.json");
  return providers.flatMap(([provider, { models }]) =>
    Object.entries(models).flatMap(([id, model]) => (isObject(model) ? [{ provider, id, facts: factsOf(model) }] : [])),
  );
}

function factsOf(model: Json): PublishedFacts {
  const limit = isObject(model.limit) ? model.limit : {};
  const [context, input] = [positive(limit.context), positive(limit.input)];
  const isEmbedding = /embed/.test(String(model.id ?? "")) || /embedding/.test(String(model.family ?? ""));
  const facts = said({
    kind: isEmbedding ? ("embedding" as const) : undefined,
    status: model.status === "deprecated" ? ("deprecated" as const) : undefined,
    context,
    maxInput: input !== undefined && input < (context ?? 0) ? input : undefined,
    maxOutput: positive(limit.output),
    modalities: modalitiesOf(model.modalities),
    caps: capsOf(model),
    price: priceOf(model.cost),
    releaseDate: day(model.release_date),
    knowledgeCutoff: day(model.knowledge),
    openWeights: typeof model.open_weights === "boolean" ? model.open_weights : undefined,
  });
  return facts ?? {};
}

function modalitiesOf(value: unknown): { in: string[]; out: string[] } | undefined {
  if (!isObject(value) || !Array.isArray(value.input) || !Array.isArray(value.output)) return undefined;
  return { in: value.input.map(String), out: value.output.map(String) };
}

function capsOf(model: Json): Record<string, boolean> | undefined {
  const tools = isObject(model.tool_call) ? model.tool_call.supported : model.tool_call;
  const reads = modalitiesOf(model.modalities)?.in;
  const flag = (value: unknown) => (typeof value === "boolean" ? value : undefined);
  return said({
    tools: flag(tools),
    jsonSchema: flag(model.structured_output),
    reasoning: flag(model.reasoning),
    vision: reads?.includes("image"),
    audioIn: reads?.includes("audio"),
    pdf: reads?.includes("pdf"),
    temperature: flag(model.temperature),
  });
}

function priceOf(cost: unknown): Price | undefined {
  if (!isObject(cost)) return undefined;
  const tiers = tiersOf(cost);
  const price = said(ratesOf(cost));
  return price && { ...price, ...(tiers.length > 0 && { tiers }) };
}

function ratesOf(cost: Json): Price {
  return {
    input: amount(cost.input),
    output: amount(cost.output),
    cacheRead: amount(cost.cache_read),
    cacheWrite: amount(cost.cache_write),
    inputAudio: amount(cost.input_audio),
    outputAudio: amount(cost.output_audio),
    reasoning: amount(cost.reasoning),
  };
}

/** `context_over_200k: { … }` is a tier above 200,000 tokens of the prompt. */
function tiersOf(cost: Json): NonNullable<Price["tiers"]> {
  return Object.entries(cost).flatMap(([name, rates]) => {
    const thousands = /^context_over_(\d+)k$/.exec(name)?.[1];
    if (thousands === undefined || !isObject(rates)) return [];
    return [{ above: Number(thousands) * 1000, ...said(ratesOf(rates)) }];
  });
}
