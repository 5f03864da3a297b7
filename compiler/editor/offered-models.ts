/** The models that a policy may name. */
import type { ModelEntry } from "../../schemas/catalog.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";

/** `provider/model` of every one, sorted by code unit. Reads the whole catalog. */
export function offeredModels(catalog: Catalog): string[] {
  return catalog
    .providerIds()
    .flatMap((provider) =>
      catalog
        .modelIds(provider)
        .filter((model) => isOffered(catalog.model(provider, model)))
        .map((model) => `${provider}/${model}`),
    )
    .sort();
}

/** Whether a policy may name it. */
export function isOffered(model: ModelEntry | undefined): boolean {
  return model !== undefined && model.status !== "retired" && model.kind !== "rerank";
}
