/** Where answers are kept, for a runtime that may never need it: nothing of it is loaded before. */
import type { Table } from "../schemas/table.ts";
import type { AnswerCache } from "./cache/answer-cache.ts";
import type { SeriesReport } from "./cache/semantic/bound/series-record.ts";
import type { KeptCache, KeptCacheTerms } from "./kept-cache.ts";
import type { MeaningsAround } from "./kept-meanings.ts";
import type { Caching } from "./request/caching/caching.ts";
import type { ReadyTarget } from "./request/ready-targets.ts";

/** As the runtime is started with. */
export interface CacheOptions {
  /** Where answers are kept, where a route has a cache: `memory`, the default, ends with the process; as `openCacheStore` takes it. */
  cache?: string | undefined;
  /** Bytes of answers that are kept; default 256 MiB. */
  cacheLimit?: number | undefined;
}

type WithEmbeddings = (around: Omit<MeaningsAround, "endpoint" | "chat">) => Promise<MeaningsAround>;

export class LaterCache {
  readonly #terms: KeptCacheTerms;
  #kept: Promise<KeptCache> | undefined;
  #opened: KeptCache | undefined;

  /** `around`: what semantic caches need besides. */
  constructor(
    { cache: place = "memory", cacheLimit: limit }: CacheOptions,
    around: Omit<MeaningsAround, "endpoint" | "chat">,
    withEmbeddings: WithEmbeddings,
  ) {
    const { clock, log } = around;
    this.#terms = { place, limit, clock, log, around: () => withEmbeddings(around) };
  }

  /** Of a table whose routes have caches. Rejects with `RuntimeError` where the store cannot be opened. */
  async caching(table: Table, targets: readonly ReadyTarget[]): Promise<Caching> {
    this.#kept ??= import("./kept-cache.ts").then(({ KeptCache }) => new KeptCache(this.#terms));
    this.#opened = await this.#kept;
    return this.#opened.caching(table, targets);
  }

  /** What is kept; undefined where no table had a cache yet. */
  async answers(): Promise<AnswerCache | undefined> {
    return (await this.#kept)?.answers();
  }

  /** How semantic caches stand. */
  report(): SeriesReport[] {
    return this.#opened?.report() ?? [];
  }

  async close(): Promise<void> {
    await (await this.#kept)?.close();
  }
}
