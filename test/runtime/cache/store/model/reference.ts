/** What stores of the cache do, said in the plainest way: all is gone through whatever is asked. */

import type { CacheEntry } from "../../../../../runtime/cache/entry.ts";
import type { EntryFilter, Found } from "../../../../../runtime/cache/store/cache-store.ts";

interface Held {
  readonly entry: CacheEntry;
  readonly bytes: number;
}

export class Reference {
  /** The longest unused first. */
  held: Held[] = [];
  evidence: (Found & { readonly series: string; readonly period: number })[] = [];
  readonly #ceiling: number;

  constructor(ceiling: number) {
    this.#ceiling = ceiling;
  }

  find(keys: readonly string[], now: number): CacheEntry | undefined {
    const found = keys.flatMap((key) =>
      this.held.filter(({ entry }) => entry.keys.includes(key) && entry.expires > now),
    );
    return this.#use(found[0]);
  }

  entry(id: string, now: number): CacheEntry | undefined {
    return this.#use(this.held.find(({ entry }) => entry.id === id && entry.expires > now));
  }

  put(entry: CacheEntry): void {
    const bytes = sizeOf(entry);
    if (bytes > this.#ceiling || entry.expires <= entry.stored) return;
    const isOther = (one: CacheEntry): boolean =>
      one.id !== entry.id && !one.keys.some((key) => entry.keys.includes(key));
    this.held = [...this.held.filter((one) => isOther(one.entry)), { entry, bytes }];
    while (this.held.reduce((sum, one) => sum + one.bytes, 0) > this.#ceiling) this.held.shift();
  }

  /** The ids. */
  list(which: EntryFilter, most: number, now: number): string[] {
    const live = this.held.map(({ entry }) => entry).filter((entry) => entry.expires > now && isOf(which, entry));
    return live
      .sort((one, other) => other.stored - one.stored || (one.id < other.id ? -1 : 1))
      .map(({ id }) => id)
      .slice(0, most);
  }

  drop(which: EntryFilter): number {
    return this.#remove((entry) => isOf(which, entry));
  }

  expire(now: number): number {
    return this.#remove(({ expires }) => expires <= now);
  }

  read(series: string): { period: number; checks: number; wrong: number }[] {
    const of = this.evidence.filter((one) => one.series === series);
    const periods = [...new Set(of.map(({ period }) => period))].sort((one, other) => one - other);
    return periods.map((period) => {
      const all = of.filter((one) => one.period === period);
      const sum = (figure: "checks" | "wrong") => all.reduce((total, one) => total + one[figure], 0);
      return { period, checks: sum("checks"), wrong: sum("wrong") };
    });
  }

  forget(series: string, before: number): void {
    this.evidence = this.evidence.filter((one) => one.series !== series || one.period >= before);
  }

  #use(held: Held | undefined): CacheEntry | undefined {
    if (held) this.held = [...this.held.filter((one) => one !== held), held];
    return held?.entry;
  }

  #remove(is: (entry: CacheEntry) => boolean): number {
    const before = this.held.length;
    this.held = this.held.filter(({ entry }) => !is(entry));
    return before - this.held.length;
  }
}

/** What is written of it, and half a kilobyte. */
function sizeOf({ meaning, ...entry }: CacheEntry): number {
  const asked = meaning && { asked: meaning.text };
  return Buffer.byteLength(JSON.stringify({ ...entry, ...asked })) + 4 * (meaning?.vector.length ?? 0) + 512;
}

function isOf({ id, route, scope, table }: EntryFilter, { id: own, origin }: CacheEntry): boolean {
  const pairs = [
    [id, own],
    [route, origin.route],
    [scope, origin.scope.name],
    [table, origin.table],
  ];
  return pairs.every(([asked, is]) => asked === undefined || asked === is);
}
