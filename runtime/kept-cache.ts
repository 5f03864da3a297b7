/** The answers that are kept: opened when a table first has a route with a cache. */
import type { Table } from "../schemas/table.ts";
import { AnswerCache } from "./cache/answer-cache.ts";
import { openCacheStore } from "./cache/store/open-cache-store.ts";
import type { Clock } from "./clock.ts";
import { logCacheAway } from "./observe/cache-log.ts";
import { type Log, logFault } from "./observe/request-log.ts";
import { refusedStore } from "./refused-store.ts";
import type { Caching } from "./request/caching/caching.ts";
import { TableCaching } from "./request/caching/table-caching.ts";
import { shownPlace } from "./state/store/shown-place.ts";

export interface KeptCacheTerms {
  /** As `openCacheStore` takes it. */
  readonly place: string;
  /** Bytes; absent: the store's own. */
  readonly limit: number | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

export class KeptCache {
  readonly #terms: KeptCacheTerms;
  #answers: Promise<AnswerCache> | undefined;

  constructor(terms: KeptCacheTerms) {
    this.#terms = terms;
  }

  /** Undefined where nothing has needed it yet. */
  get opened(): Promise<AnswerCache> | undefined {
    return this.#answers;
  }

  /** Rejects with `RuntimeError` where its store cannot be opened; that is tried again when it is next asked for. */
  async caching(table: Table): Promise<Caching> {
    this.#answers ??= this.#open().catch((error: unknown) => {
      this.#answers = undefined;
      return refusedStore(error);
    });
    const { clock, log } = this.#terms;
    const fault = (id: string, error: unknown): void => logFault(log, id, error);
    return new TableCaching(table, { answers: await this.#answers, clock, fault });
  }

  async close(): Promise<void> {
    await (await this.#answers)?.close();
  }

  async #open(): Promise<AnswerCache> {
    const { place, limit, clock, log } = this.#terms;
    const store = await openCacheStore(place, { ceiling: limit });
    const failed = (error: unknown): void => logCacheAway(log, shownPlace(place), reasonOf(error));
    return AnswerCache.open(store, { clock, failed });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
