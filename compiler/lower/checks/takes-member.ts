import type { Catalog } from "../../load/catalog/open-catalog.ts";

/** Whether some provider or model takes a member of a body beside the listed parameters. Opens files: for names that are not listed. */
export function takesMember(catalog: Catalog, name: string): boolean {
  const isTakenBy = (id: string) => {
    const { accepts = [], controls = [] } = catalog.provider(id) ?? {};
    return accepts.includes(name) || controls.includes(name);
  };
  const providers = catalog.providerIds();
  return providers.some(isTakenBy) || providers.some((id) => isTakenByModel(catalog, id, name));
}

function isTakenByModel(catalog: Catalog, provider: string, name: string): boolean {
  return catalog.modelIds(provider).some((id) => catalog.model(provider, id)?.accepts?.includes(name));
}
