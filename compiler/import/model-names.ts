/** The names that other routers give to providers and models, as ours. The names themselves are data: *.json beside it. */
import type { Catalog } from "../load/catalog/open-catalog.ts";

export interface ProviderNames {
  /** Where no provider is written and no vendor is known to have such a model. */
  readonly unnamed: string;
  /** Their name to our id, where the two differ. */
  readonly ours: Readonly<Record<string, string>>;
}

/** Our id for their name of a provider; a name that is not known stays as it is. */
export function providerId(name: string, names: ProviderNames, catalog: Catalog): string {
  if (Object.hasOwn(names.ours, name)) return names.ours[name]!;
  if (catalog.provider(name)) return name;
  return catalog.providerIds().find((id) => catalog.provider(id)?.listedAs?.litellm?.includes(name)) ?? name;
}

/** `provider/model` for a model that is written without its provider: the vendor whose models are named most alike. */
export function withProvider(model: string, names: ProviderNames, catalog: Catalog): string {
  const vendors = catalog.providerIds().filter((id) => catalog.provider(id)?.hosting === "vendor");
  const holder = vendors.find((id) => catalog.model(id, model) !== undefined);
  if (holder !== undefined) return `${holder}/${model}`;
  let best = { id: names.unnamed, shared: 3 };
  for (const id of vendors) {
    const shared = Math.max(0, ...catalog.modelIds(id).map((known) => commonStart(known, model)));
    if (shared > best.shared) best = { id, shared };
  }
  return `${best.id}/${model}`;
}

function commonStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}
