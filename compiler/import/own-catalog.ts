/** The overlay of an imported configuration: providers at addresses or with keys of their own, their models and prices. */
import type { OverlayFile, OverlayModel, OverlayProvider } from "../../schemas/overlay.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { overlayCatalog } from "../overlay/overlay-catalog.ts";
import type { Span } from "../source.ts";
import { type DraftEntry, type DraftMap, map, plain } from "./draft.ts";

interface Own<T> {
  readonly entry: T;
  readonly span: Span;
}

export class OwnCatalog {
  readonly #providers = new Map<string, Own<OverlayProvider>>();
  readonly #models = new Map<string, Own<OverlayModel>>();

  /** The id of a provider with this entry: the same one for the same entry, else `name`, numbered where it is taken. */
  provider(name: string, entry: OverlayProvider, span: Span): string {
    const same = [...this.#providers].find(([, own]) => JSON.stringify(own.entry) === JSON.stringify(entry));
    if (same) return same[0];
    let id = name;
    for (let count = 2; this.#providers.has(id); count++) id = `${name}-${count}`;
    this.#providers.set(id, { entry, span });
    return id;
  }

  /** What was said of a model first holds. */
  model(id: string, entry: OverlayModel, span: Span): void {
    if (!this.#models.has(id)) this.#models.set(id, { entry, span });
  }

  over(catalog: Catalog): Catalog {
    return overlayCatalog(catalog, this.#entries());
  }

  /** What the targets in use need of it; undefined when that is nothing. */
  draft(used: ReadonlySet<string>, span: Span): DraftMap | undefined {
    const providers = new Set([...used].map((id) => id.slice(0, id.indexOf("/"))));
    const sections = [
      section("providers", this.#providers, providers, span),
      section("models", this.#models, used, span),
    ];
    return sections.some((entry) => entry) ? map(sections, span) : undefined;
  }

  #entries(): OverlayFile {
    const plainly = <T>(own: ReadonlyMap<string, Own<T>>): Record<string, T> =>
      Object.fromEntries([...own].map(([id, { entry }]) => [id, entry]));
    return { providers: plainly(this.#providers), models: plainly(this.#models) };
  }
}

function section(
  key: string,
  own: ReadonlyMap<string, Own<object>>,
  used: ReadonlySet<string>,
  span: Span,
): DraftEntry | undefined {
  const inUse = [...own].filter(([id]) => used.has(id));
  if (inUse.length === 0) return undefined;
  const entries = inUse.map(([id, held]) => ({ key: id, span: held.span, value: plain(held.entry, held.span) }));
  return { key, span, value: map(entries, span) };
}
