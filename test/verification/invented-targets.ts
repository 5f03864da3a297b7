import type { Catalog } from "../../compiler/load/catalog/open-catalog.ts";
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import type { ReferenceCatalog } from "../reference/decide.ts";

const providers: Readonly<Record<string, ProviderFile>> = {
  alpha: provider("alpha", "US"),
  beta: provider("beta", "DE"),
  gamma: provider("gamma", "FR"),
  // It may be asked with the key of another one.
  delta: provider("delta", "CN", ["DELTA_KEY", "GAMMA_KEY"]),
};

/** The provider whose outage takes this one, too. */
export function failsWith(id: string): string {
  return id === "delta" ? "gamma" : id;
}

/** Windows, prices and gaps that small requests fall on both sides of. */
const models: Readonly<Record<string, ModelEntry>> = {
  tiny: { kind: "chat", context: 600, maxOutput: 100, caps: { tools: false }, price: { input: 1, output: 2 } },
  mid: {
    kind: "chat",
    context: 2_000,
    maxOutput: 400,
    caps: { vision: false },
    price: { input: 2, output: 10, tiers: [{ above: 1_000, input: 5, output: 8 }] },
  },
  wide: {
    kind: "chat",
    context: 8_000,
    maxInput: 5_000,
    maxOutput: 1_000,
    caps: { jsonSchema: false },
    price: { input: 3, output: 15, serviceTiers: { priority: { input: 7, output: 20 }, flex: { input: 1 } } },
  },
  huge: {
    kind: "chat",
    context: 20_000,
    maxOutput: 2_000,
    caps: { reasoning: false },
    price: { input: 1, output: 30, cacheWrite: 4, tiers: [{ above: 8_000, input: 9 }] },
  },
};
/** Their prices depend on the time. */
const timedModels: Readonly<Record<string, ModelEntry>> = {
  night: {
    kind: "chat",
    context: 4_000,
    maxOutput: 300,
    price: {
      input: 4,
      output: 12,
      tiers: [{ above: 1_500, input: 6 }],
      serviceTiers: { priority: { input: 5, output: 13 } },
      offPeak: { input: 2, output: 60, cacheWrite: 3, peakHoursUtc: ["Mon-Fri 08:30-20:00"] },
    },
  },
  later: {
    kind: "chat",
    context: 3_000,
    maxOutput: 200,
    caps: { tools: false },
    price: { input: 2, output: 9, scheduled: [{ from: "2026-02-01", input: 3, output: 20 }] },
  },
};
/** It lacks nothing, and whatever a small request may be counted as fits it: what matters is whether it is reached. */
const roomyModels: Readonly<Record<string, ModelEntry>> = {
  roomy: { kind: "chat", context: 200_000, maxOutput: 300, price: { input: 4, output: 12 } },
};
const allModels: Readonly<Record<string, ModelEntry>> = { ...models, ...timedModels, ...roomyModels };

/** `provider/model` of everything whose price is always the same. */
export const targetIds: readonly string[] = idsOf(models);
export const timedTargetIds: readonly string[] = idsOf(timedModels);
export const roomyTargetIds: readonly string[] = idsOf(roomyModels);
export const allTargetIds: readonly string[] = idsOf(allModels);

function idsOf(some: Readonly<Record<string, ModelEntry>>): string[] {
  return Object.keys(providers).flatMap((id) => Object.keys(some).map((model) => `${id}/${model}`));
}

/** What the catalog says of a target. */
export const entryOf: ReferenceCatalog = (id) => {
  const [providerId = "", modelId = ""] = id.split("/");
  return { provider: providers[providerId]!, model: allModels[modelId]! };
};

/** Four providers that are not there, each with the same models. */
export const catalog: Catalog = {
  providerIds: () => Object.keys(providers),
  provider: (id) => providers[id],
  model: (providerId, id) => (providers[providerId] ? allModels[id] : undefined),
  modelIds: () => Object.keys(allModels),
  asOf: () => "2026-01-01",
  allModelIds: () => [...allTargetIds],
};

function provider(id: string, jurisdiction: string, env = [`${id.toUpperCase()}_KEY`]): ProviderFile {
  return {
    id,
    name: id,
    dialect: "openai",
    baseUrl: `https://${id}.invalid/v1`,
    paths: { chat: "/chat/completions" },
    auth: { header: "Authorization", scheme: "Bearer", env },
    hosting: "self-hosted",
    jurisdiction,
  };
}
