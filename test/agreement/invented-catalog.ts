import type { Catalog } from "../../compiler/load/catalog/open-catalog.ts";
import type { Target } from "../../compiler/lower/ir.ts";
import type { ProviderFile } from "../../schemas/catalog.ts";

const providers: Readonly<Record<string, ProviderFile>> = { alpha: provider("alpha"), beta: provider("beta") };
const modelIds = ["small", "large", "huge"];

/** Targets of two providers that are not there. */
export const inventedTargets: readonly Target[] = Object.values(providers).flatMap((provider) =>
  modelIds.map((modelId) => ({
    id: `${provider.id}/${modelId}`,
    modelId,
    provider,
    model: { kind: "chat", context: 100_000 },
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

function provider(id: string): ProviderFile {
  return {
    id,
    name: id,
    dialect: "openai",
    baseUrl: `https://${id}.invalid/v1`,
    paths: { chat: "/chat/completions" },
    auth: { header: "Authorization", scheme: "Bearer", env: [`${id.toUpperCase()}_KEY`] },
    hosting: "self-hosted",
  };
}
