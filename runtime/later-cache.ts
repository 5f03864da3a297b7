/** Where answers are kept, for a runtime that may never need it: nothing of it is loaded before. */
import type { Table } from "../schemas/table.ts";
import type { AnswerCache } from "./cache/answer-cache.ts";
import type { Clock } from "./clock.ts";
import type { KeptCache, KeptCacheTerms } from "./kept-cache.ts";
import type { Log } from "./observe/request-log.ts";
import type { Caching } from "./request/caching/caching.ts";

/** As the runtime is started with. */
export interface CacheOptions {
  /** Where answers are kept, where a route has a cache: `memory`, the default, ends with the process; as `openCacheStore` takes it. */
  cache?: string | undefined;
  /** Bytes of answers that are kept; default 256 MiB. */
  cacheLimit?: number | undefined;
}

export class LaterCache {
  readonly #terms: KeptCacheTerms;
  #kept: Promise<KeptCache> | undefined;

  constructor({ cache: place = "memory", cacheLimit: limit }: CacheOptions, clock: Clock, log: Log) {
    this.#terms = { place, limit, clock, log };
  }

  /** Of a table whose routes have caches. Rejects with `RuntimeError` where the store cannot be opened. */
  async caching(table: Table): Promise<Caching> {
    this.#kept ??= import("./kept-cache.ts").then(({ KeptCache }) => new KeptCache(this.#terms));
    return (await this.#kept).caching(table);
  }

  /** What is kept; undefined where no table had a cache yet. */
  async opened(): Promise<AnswerCache | undefined> {
    return (await this.#kept)?.opened;
  }

  async close(): Promise<void> {
    await (await this.#kept)?.close();
  }
}
