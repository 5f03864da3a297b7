/** LiteLLM's model_prices_and_context_window.json: key → facts; prices in USD per token. */
import type { ModelEntry, Price } from "../../schemas/catalog.ts";
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

const kinds: Readonly<Record<string, ModelEntry["kind"]>> = {
  chat: "chat",
  responses: "chat",
  embedding: "embedding",
  rerank: "rerank",
};

/** Throws a `PublishedError` where the text is something else. Models that are neither chat, embedding nor rerank are left out. */
export function readLitellm(data: unknown): PublishedModel[] {
  if (!isObject(data)) throw new PublishedError("expected an object of models");
  const models = Object.entries(data).flatMap(([key, model]): PublishedModel[] => {
    if (!isObject(model) || typeof model.litellm_provider !== "string") return [];
    const kind = Object.hasOwn(kinds, String(model.mode)) ? kinds[String(model.mode)] : undefined;
    const provider = model.litellm_provider;
    return kind ? [{ provider, id: withoutProvider(key, provider), facts: factsOf(model, kind) }] : [];
  });
  if (models.length > 0) return models;
  throw new PublishedError("expected models with `litellm_provider` and `mode`, as in LiteLLM's price file");
}

/** Most keys begin with the provider's name, or with its first word. */
function withoutProvider(key: string, provider: string): string {
  const [first = ""] = key.split("/");
  return key.includes("/") && provider.startsWith(first) ? key.slice(first.length + 1) : key;
}

function factsOf(model: Json, kind: ModelEntry["kind"]): PublishedFacts {
  const facts = said({
    kind,
    context: positive(model.max_input_tokens) ?? positive(model.max_tokens),
    maxOutput: positive(model.max_output_tokens),
    caps: capsOf(model),
    price: priceOf(model),
    retiresOn: day(model.deprecation_date),
    dims: positive(model.output_vector_size),
  });
  return facts ?? {};
}

function capsOf(model: Json): Record<string, boolean> | undefined {
  const flag = (name: string) => {
    const value = model[`supports_${name}`];
    return typeof value === "boolean" ? value : undefined;
  };
  return said({
    tools: flag("function_calling"),
    parallelTools: flag("parallel_function_calling"),
    toolChoice: flag("tool_choice"),
    jsonSchema: flag("response_schema"),
    reasoning: flag("reasoning"),
    vision: flag("vision"),
    audioIn: flag("audio_input"),
    pdf: flag("pdf_input"),
    promptCaching: flag("prompt_caching"),
  });
}

function priceOf(model: Json): Price | undefined {
  const price = said(ratesOf(model, ""));
  const bounds = Object.keys(model).flatMap((key) => /^input_cost_per_token_above_(\d+)k_tokens$/.exec(key)?.[1] ?? []);
  const tiers = bounds.map((thousands) => {
    return { above: Number(thousands) * 1000, ...said(ratesOf(model, `_above_${thousands}k_tokens`)) };
  });
  return price && { ...price, ...(tiers.length > 0 && { tiers: tiers.sort((a, b) => a.above - b.above) }) };
}

function ratesOf(model: Json, end: string): Price {
  const perMillion = (name: string) => {
    const perToken = amount(model[name + end]);
    return perToken === undefined ? undefined : Number((perToken * 1e6).toPrecision(12));
  };
  return {
    input: perMillion("input_cost_per_token"),
    output: perMillion("output_cost_per_token"),
    cacheRead: perMillion("cache_read_input_token_cost"),
    cacheWrite: perMillion("cache_creation_input_token_cost"),
  };
}
