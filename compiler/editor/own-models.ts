/** The models that a team's overlay adds to the catalog. */
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Overlay } from "../overlay/read-overlay.ts";
import { isOffered } from "./offered-models.ts";

/** `provider/model`, sorted: those that the shipped catalog has not. `catalog` is the one that the overlay is laid over. */
export function ownModels(overlay: Overlay | undefined, catalog: Catalog, shipped: Catalog): string[] {
  if (!overlay) return [];
  const { providers = {}, models = {} } = overlay.entries;
  const known = new Set(shipped.providerIds());
  const ofProviders = Object.keys(providers)
    .filter((id) => !known.has(id))
    .flatMap((id) => catalog.modelIds(id).map((model) => `${id}/${model}`));
  const isShipped = (id: string) => shipped.model(...parts(id)) !== undefined;
  const listed = [...ofProviders, ...Object.keys(models).filter((id) => !isShipped(id))];
  return [...new Set(listed)].filter((id) => isOffered(catalog.model(...parts(id)))).sort();
}

function parts(id: string): [provider: string, model: string] {
  const slash = id.indexOf("/");
  return [id.slice(0, slash), id.slice(slash + 1)];
}
