/** Entries of an overlay that no target of the policy uses. */
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { unusedOverlayEntry } from "../diagnostics/name/unused-overlay-entry.ts";
import type { Target } from "../lower/ir.ts";
import { fittingPrice } from "./negotiate.ts";
import { entryPlace } from "./overlay-places.ts";
import type { Overlay } from "./read-overlay.ts";

export function unusedEntries(overlay: Overlay, targets: readonly Target[]): Diagnostic[] {
  const { providers = {}, models = {}, prices = {} } = overlay.entries;
  const ids = new Set(targets.map(({ id }) => id));
  const providerIds = new Set([...ids].map((id) => id.split("/")[0]!));
  const priced = new Set([...ids].flatMap((id) => (models[id]?.price ? [] : (fittingPrice(id, prices) ?? []))));
  const unused = (section: "providers" | "models" | "prices", names: readonly string[], used: ReadonlySet<string>) =>
    names
      .filter((name) => !used.has(name))
      .map((name) => diagnose(unusedOverlayEntry, { section, name }, entryPlace(overlay, section, name)));
  return [
    ...unused("providers", Object.keys(providers), providerIds),
    ...unused("models", Object.keys(models), ids),
    ...unused("prices", Object.keys(prices), priced),
  ];
}
