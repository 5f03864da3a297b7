import type { Catalog } from "../../compiler/load/catalog/open-catalog.ts";
import type { Target } from "../../compiler/lower/ir.ts";
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";

const providers: Readonly<Record<string, ProviderFile>> = {
  alpha: provider("alpha", "US"),
  beta: provider("beta", "DE"),
};

/** Windows, gaps and prices that the requests of the random tests fall on both sides of. */
const models: Readonly<Record<string, ModelEntry>> = {
  small: { kind: "chat", context: 60, maxOutput: 500, caps: { tools: false }, price: { input: 1, output: 2 } },
  large: {
    kind: "chat",
    context: 100_000,
    maxInput: 120,
    maxOutput: 1_000,
    caps: { vision: false, jsonMode: false },
    price: { input: 2, output: 1, cacheWrite: 3, tiers: [{ above: 50, input: 5 }] },
  },
  huge: { kind: "chat", context: 100_000, caps: { audioIn: false, tools: true } },
};
const modelIds = Object.keys(models);

/** Targets of two providers that are not there. */
export const inventedTargets: readonly Target[] = Object.values(providers).flatMap((provider) =>
  modelIds.map((modelId) => ({
    id: `${provider.id}/${modelId}`,
    modelId,
    provider,
    model: models[modelId]!,
  })),
);

const target = (provider: string, model: string): Target | undefined =>
  inventedTargets.find(({ id }) => id === `${provider}/${model}`);

/** The catalog that has them and nothing else. */
export const inventedCatalog: Catalog = {
  providerIds: () => Object.keys(providers),
  provider: (id) => providers[id],
  model: (provider, id) => target(provider, id)?.model,
  modelIds: () => modelIds,
  asOf: () => "2026-01-01",
  allModelIds: () => inventedTargets.map(({ id }) => id),
};

function provider(id: string, jurisdiction: string): ProviderFile {
  return {
    id,
    name: id,
    dialect: "openai",
    baseUrl: `https://${id}.invalid/v1`,
    paths: { chat: "/chat/completions" },
    auth: { header: "Authorization", scheme: "Bearer", env: [`${id.toUpperCase()}_KEY`] },
    hosting: "self-hosted",
    jurisdiction,
  };
}
