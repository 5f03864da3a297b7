/** Lines of an overlay: how long one waits in them, and whether anybody does. */
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { lineWithoutBound } from "../diagnostics/time/line-without-bound.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { checkRange } from "../lower/quantity-range.ts";
import { field } from "../lower/read.ts";
import { paidBy } from "../plan/paid-by.ts";
import { valuePlace } from "./overlay-places.ts";
import type { Overlay } from "./read-overlay.ts";

/** `own`: the catalog with the overlay. */
export function checkLines(overlay: Overlay, own: Catalog): Diagnostic[] {
  const { providers = {}, models = {} } = overlay.entries;
  const bounded = Object.keys(providers).flatMap((id) => own.provider(id) ?? []);
  const accounts = new Set(bounded.flatMap((one) => (one.accountConcurrency === undefined ? [] : paidBy(one))));
  const isBounded = (providerId: string) => {
    const provider = own.provider(providerId);
    return provider !== undefined && (provider.concurrency !== undefined || accounts.has(paidBy(provider)));
  };
  const found = (section: "providers" | "models", name: string, idle: boolean): Diagnostic[] => {
    const place = valuePlace(overlay, section, name, "line");
    const wait = field(field(field(field(overlay.root, section), name), "line"), "wait");
    const range = wait && checkRange(`${section}.${name}.line.wait`, wait, "ms");
    return [...(range ? [range] : []), ...(idle ? [diagnose(lineWithoutBound, { name }, place)] : [])];
  };
  const ofModels = Object.entries(models).flatMap(([id, { line, concurrency }]) =>
    line ? found("models", id, concurrency === undefined && !isBounded(providerOf(id))) : [],
  );
  const ofProviders = Object.entries(providers).flatMap(([id, { line }]) => {
    const some = Object.entries(models).some(([name, model]) => providerOf(name) === id && model.concurrency);
    return line ? found("providers", id, !some && !isBounded(id)) : [];
  });
  return [...ofModels, ...ofProviders];
}

function providerOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}
