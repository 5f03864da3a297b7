/** The overlay of an imported configuration: providers at addresses or with keys of their own, their models and prices. */
import type { OverlayFile, OverlayModel, OverlayProvider } from "../../schemas/overlay.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import { UNKNOWN } from "../overlay/check-overlay-shape.ts";
import { overlayCatalog } from "../overlay/overlay-catalog.ts";
import type { Span } from "../source.ts";
import { type DraftEntry, type DraftMap, map, plain } from "./draft.ts";

interface Own<T> {
  readonly entry: T;
  readonly span: Span;
  readonly note?: string | undefined;
}

export class OwnCatalog {
  readonly #providers = new Map<string, Own<OverlayProvider>>();
  readonly #models = new Map<string, Own<OverlayModel>>();
  readonly #open = new Set<string>();
  readonly #keys = new Map<string, (string | number)[]>();

  /** The id of a provider with this entry: the same one for the same entry, else `name`, numbered where it is taken. */
  provider(name: string, entry: OverlayProvider, span: Span, note?: string): string {
    const same = [...this.#providers].find(([, own]) => JSON.stringify(own.entry) === JSON.stringify(entry));
    if (same) return same[0];
    let id = name;
    for (let count = 2; this.#providers.has(id); count++) id = `${name}-${count}`;
    this.#providers.set(id, { entry, span, note });
    return id;
  }

  /** What was said of a model first holds; false where something else was said before. */
  model(id: string, entry: OverlayModel, span: Span): boolean {
    const before = this.#models.get(id);
    if (before) return JSON.stringify(before.entry) === JSON.stringify(entry);
    this.#models.set(id, { entry, span });
    return true;
  }

  /** A model that only the team knows. `known` is what was said of it all the same. False as above. */
  open(id: string, known: OverlayModel, span: Span, note?: string): boolean {
    const before = this.#models.get(id);
    if (before) return JSON.stringify(before.entry) === JSON.stringify(known);
    this.#models.set(id, { entry: known, span, note });
    this.#open.add(id);
    return true;
  }

  isOpen(id: string): boolean {
    return this.#open.has(id);
  }

  /** Which of the keys of one variable this is: 1 for the first that is met. */
  keyNumber(variable: string, key: string | number): number {
    const met = this.#keys.get(variable) ?? [];
    if (!met.includes(key)) met.push(key);
    this.#keys.set(variable, met);
    return met.indexOf(key) + 1;
  }

  /** Of what is left open, checks take no window to be too small. */
  over(catalog: Catalog): Catalog {
    const plainly = <T>(own: ReadonlyMap<string, Own<T>>): Record<string, T> =>
      Object.fromEntries([...own].map(([id, { entry }]) => [id, entry]));
    const models = plainly(this.#models);
    for (const id of this.#open) models[id] = { ...models[id], context: Number.MAX_SAFE_INTEGER };
    const entries: OverlayFile = { providers: plainly(this.#providers), models };
    return overlayCatalog(catalog, entries);
  }

  /** What the targets in use need of it; undefined when that is nothing. */
  draft(used: ReadonlySet<string>, span: Span): DraftMap | undefined {
    const providers = new Set([...used].map((id) => id.slice(0, id.indexOf("/"))));
    const models = new Map(
      [...this.#models].map(([id, own]) => [
        id,
        this.#open.has(id) ? { ...own, entry: { context: UNKNOWN, ...own.entry } } : own,
      ]),
    );
    const sections = [section("providers", this.#providers, providers, span), section("models", models, used, span)];
    return sections.some((entry) => entry) ? map(sections, span) : undefined;
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
  const entries = inUse.map(([id, held]) => ({
    key: id,
    span: held.span,
    value: plain(held.entry, held.span),
    note: held.note,
  }));
  return { key, span, value: map(entries, span) };
}
