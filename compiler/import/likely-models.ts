/** Models that the catalog does not list under their provider: what is known of them all the same. */
import type { ModelEntry, ProviderFile } from "../../schemas/catalog.ts";
import type { OverlayModel } from "../../schemas/overlay.ts";
import { nearest } from "../diagnostics/closest.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { compatible } from "./addresses.ts";

export interface Likely {
  /** A model of the catalog that it is a variant of. */
  readonly like?: string;
  readonly own: OverlayModel;
  readonly model?: ModelEntry;
  /** One line for whoever fills in the rest. */
  readonly note?: string;
}

/** `holder`: the provider of the catalog whose models it has; absent for a server of the team's own. */
export function factsOfUnknown(
  model: string,
  base: string | undefined,
  holder: ProviderFile | undefined,
  catalog: Catalog,
): Likely | undefined {
  if (holder)
    return freeVariant(model, holder, catalog) ?? otherSize(model, holder, catalog) ?? nearMiss(model, holder, catalog);
  return namedAlike(base ?? model, catalog);
}

/** An aggregator's `author/model:free` is the same model without a price. */
function freeVariant(model: string, { id, hosting }: ProviderFile, catalog: Catalog): Likely | undefined {
  const variant = /^(.+):(free|nitro|floor|online|extended|thinking|exacto|beta)$/.exec(model);
  const found = variant && hosting === "aggregator" ? catalog.model(id, variant[1]!) : undefined;
  if (!found) return undefined;
  const own = variant![2] === "free" ? { price: { input: 0, output: 0 } } : {};
  return { like: `${id}/${variant![1]}`, own, model: found };
}

/** `gemma3:1b` beside `gemma3:4b`: another size of one family, on a server of the team's own. */
function otherSize(model: string, { id, hosting }: ProviderFile, catalog: Catalog): Likely | undefined {
  if (hosting !== "self-hosted") return undefined;
  const family = familyOf(model);
  const relative = catalog.modelIds(id).find((known) => familyOf(known) === family);
  return relative === undefined
    ? undefined
    : { like: `${id}/${relative}`, own: {}, model: catalog.model(id, relative)! };
}

function familyOf(model: string): string {
  return model.replace(/[:@].*$/, "").toLowerCase();
}

function nearMiss(model: string, { id }: ProviderFile, catalog: Catalog): Likely | undefined {
  const { closest } = nearest(model, catalog.modelIds(id));
  return closest === undefined ? undefined : { own: {}, note: `The catalog has \`${id}/${closest}\`: is that it?` };
}

/** On a server of the team's own, the same name at whoever is known to have it tells how much it takes. */
function namedAlike(model: string, catalog: Catalog): Likely | undefined {
  const bare = model.slice(model.lastIndexOf("/") + 1);
  for (const id of catalog.providerIds()) {
    const found = catalog.model(id, model) ?? catalog.model(id, bare);
    if (!found) continue;
    const { context, maxOutput, openWeights } = found;
    const [name, dialect] = [catalog.model(id, model) ? model : bare, catalog.provider(id)?.dialect];
    // How much a server of the team's own takes is a matter of how it was started.
    if (openWeights) return { own: {}, note: `At ${id} it takes ${context} tokens: does yours?` };
    if (dialect === compatible) return { like: `${id}/${name}`, own: {}, model: found };
    return { own: { context, ...(maxOutput === undefined ? {} : { maxOutput }) }, model: found };
  }
  return undefined;
}
