/** The caches of one table's routes. */
import type { Table } from "../../../schemas/table.ts";
import type { TableCache } from "../../../schemas/table-cache.ts";
import type { AskingChat, CachedRequest, Caching } from "./caching.ts";
import { callerTerms } from "./caller-terms.ts";
import { hindranceOf } from "./hindrance.ts";
import type { RouteMeaning } from "./meaning/route-meaning.ts";
import { type CachingWith, RequestCache, Uncached } from "./request-cache.ts";

/** Bytes of a body; a longer one is looked at by nobody for what it is equal to. */
const MOST_BODY = 1024 * 1024;

export class TableCaching implements Caching {
  readonly #with: CachingWith;
  readonly #caches: ReadonlyMap<string, TableCache>;
  /** Of routes with a semantic cache. */
  readonly #meanings: ReadonlyMap<string, RouteMeaning>;

  constructor({ routes }: Pick<Table, "routes">, given: CachingWith, meanings: ReadonlyMap<string, RouteMeaning>) {
    this.#with = given;
    this.#meanings = meanings;
    this.#caches = new Map(routes.flatMap(({ name, cache }) => (cache ? [[name, cache]] : [])));
  }

  chat(asking: AskingChat): CachedRequest | undefined {
    const { plan, client } = asking;
    const cache = plan.route === undefined ? undefined : this.#caches.get(plan.route);
    if (!cache) return undefined;
    const terms = callerTerms(client.headers);
    const { raw, request } = plan.ask;
    const hindrance = raw.bytes.length > MOST_BODY ? "length" : hindranceOf(request);
    if (hindrance !== undefined) return new Uncached(hindrance);
    if (terms.fresh && terms.unkept) return new Uncached("caller");
    const route = this.#meanings.get(plan.route!);
    return new RequestCache({ ...this.#with, cache, terms, asking, route });
  }

  reported(route: string): void {
    this.#meanings.get(route)?.reported();
  }
}
