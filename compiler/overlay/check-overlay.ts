/** What is wrong with an overlay, held against the catalog. */
import type { Price } from "../../schemas/catalog.ts";
import { priceRange } from "../diagnostics/catalog/price-range.ts";
import { unknownRegion } from "../diagnostics/catalog/unknown-region.ts";
import { nearest } from "../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { unknownModel } from "../diagnostics/name/unknown-model.ts";
import { unknownProvider } from "../diagnostics/name/unknown-provider.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Origin } from "../source.ts";
import { checkLines } from "./check-lines.ts";
import { checkTargetLimits } from "./check-target-limits.ts";
import { fits, fittingPrice } from "./negotiate.ts";
import { modelAt, overlayCatalog } from "./overlay-catalog.ts";
import { entryPlace, valuePlace } from "./overlay-places.ts";
import { unofferedRegion } from "./overlay-provider.ts";
import { outOfRange } from "./price-bounds.ts";
import type { Overlay } from "./read-overlay.ts";

export function checkOverlay(overlay: Overlay, catalog: Catalog): Diagnostic[] {
  const own = overlayCatalog(catalog, overlay.entries);
  return [
    ...checkProviders(overlay, catalog, own),
    ...checkModels(overlay, catalog, own),
    ...checkPrices(overlay, catalog),
    ...checkLines(overlay, own),
    ...checkTargetLimits(overlay, own),
  ];
}

function checkProviders(overlay: Overlay, catalog: Catalog, own: Catalog): Diagnostic[] {
  return Object.entries(overlay.entries.providers ?? {}).flatMap(([id, entry]) => {
    if (entry.like !== undefined && !catalog.provider(entry.like)) {
      return [noProvider(entry.like, catalog, valuePlace(overlay, "providers", id, "like"))];
    }
    const place = entryPlace(overlay, "providers", id);
    if (!own.provider(id)) return [noProvider(id, catalog, place, true)];
    const region = unofferedRegion(catalog.provider(entry.like ?? id), entry);
    return region ? [diagnose(unknownRegion, region, valuePlace(overlay, "providers", id, "region"))] : [];
  });
}

function checkModels(overlay: Overlay, catalog: Catalog, own: Catalog): Diagnostic[] {
  return Object.entries(overlay.entries.models ?? {}).flatMap(([id, entry]) => {
    const [providerId = "", ...rest] = id.split("/");
    const place = entryPlace(overlay, "models", id);
    const provider = own.provider(providerId);
    if (!provider) return [noProvider(providerId, own, place)];
    if (entry.like !== undefined && !modelAt(catalog, entry.like)) {
      return [noModel(entry.like, catalog, valuePlace(overlay, "models", id, "like"))];
    }
    if (!own.model(providerId, rest.join("/"))) return [noModel(id, catalog, place, true)];
    const listed = modelAt(catalog, entry.like ?? id)?.price;
    const region = unofferedRegion(provider, entry);
    return [
      ...(entry.price
        ? checkPrice(entry.price, listed, (rate) => valuePlace(overlay, "models", id, "price", rate))
        : []),
      ...(region ? [diagnose(unknownRegion, region, valuePlace(overlay, "models", id, "region"))] : []),
    ];
  });
}

function checkPrices(overlay: Overlay, catalog: Catalog): Diagnostic[] {
  const { prices = {}, ...others } = overlay.entries;
  const unpriced = overlayCatalog(catalog, others);
  return Object.entries(prices).flatMap(([key, negotiated]) => {
    const place = entryPlace(overlay, "prices", key);
    const [providerId = ""] = key.split("/");
    const ids = unpriced.modelIds(providerId).map((id) => `${providerId}/${id}`);
    const priced = ids.filter((id) => fits(key, id));
    if (priced.length === 0 && key !== "*") return [noModel(key, unpriced, place)];
    if (!("price" in negotiated)) return [];
    const holds = priced.filter((id) => fittingPrice(id, prices) === key);
    const [listed] = holds.map((id) => modelAt(unpriced, id)?.price).filter((price) => price !== undefined);
    return checkPrice(negotiated.price, listed, (rate) => valuePlace(overlay, "prices", key, "price", rate));
  });
}

function checkPrice(price: Price, listed: Price | undefined, place: (rate: string) => Origin): Diagnostic[] {
  return outOfRange(price, listed).map((found) => diagnose(priceRange, found, place(found.rate)));
}

function noProvider(id: string, catalog: Catalog, place: Origin, own = false): Diagnostic {
  return diagnose(unknownProvider, { id, provider: id, own, ...nearest(id, catalog.providerIds()) }, place);
}

function noModel(id: string, catalog: Catalog, place: Origin, own = false): Diagnostic {
  const [providerId = "", ...rest] = id.split("/");
  if (!catalog.provider(providerId)) return noProvider(providerId, catalog, place);
  const candidates = catalog.modelIds(providerId).map((model) => `${providerId}/${model}`);
  return diagnose(unknownModel, { id: rest.join("/"), provider: providerId, own, ...nearest(id, candidates) }, place);
}
