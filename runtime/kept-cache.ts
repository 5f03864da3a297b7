/** The answers that are kept: opened when a table first has a route with a cache. */
import type { Table } from "../schemas/table.ts";
import { AnswerCache } from "./cache/answer-cache.ts";
import type { SeriesReport } from "./cache/semantic/bound/series-record.ts";
import type { CacheStore } from "./cache/store/cache-store.ts";
import { openCacheStore } from "./cache/store/open-cache-store.ts";
import type { Clock } from "./clock.ts";
import type { KeptMeanings, MeaningsAround } from "./kept-meanings.ts";
import { logCacheAway } from "./observe/cache-log.ts";
import { type Log, logFault } from "./observe/request-log.ts";
import { refusedStore } from "./refused-store.ts";
import type { Caching } from "./request/caching/caching.ts";
import { TableCaching } from "./request/caching/table-caching.ts";
import type { ReadyTarget } from "./request/ready-targets.ts";
import { RecordedBytes } from "./request/recording/recorded-bytes.ts";
import { shownPlace } from "./state/store/shown-place.ts";

export interface KeptCacheTerms {
  /** As `openCacheStore` takes it. */
  readonly place: string;
  /** Bytes; absent: the store's own. */
  readonly limit: number | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** What semantic caches need besides. */
  around(): Promise<MeaningsAround>;
}

/** Bytes of answers that are on their way to be kept; what comes when they are full is not. */
const RECORDED = 128 * 1024 * 1024;

/** Milliseconds between two words on what fails, be it the store or a search: it may fail for each request. */
const OFTEN = 60_000;

interface Opened {
  readonly store: CacheStore;
  readonly answers: AnswerCache;
}

export class KeptCache {
  readonly #terms: KeptCacheTerms;
  #opened: Promise<Opened> | undefined;
  #meanings: Promise<KeptMeanings> | undefined;
  #known: KeptMeanings | undefined;
  readonly #bytes = new RecordedBytes(RECORDED);
  /** When it was last told that something fails, by the clock. */
  #told = Number.NEGATIVE_INFINITY;

  constructor(terms: KeptCacheTerms) {
    this.#terms = terms;
  }

  /** Undefined where nothing has needed it yet. */
  async answers(): Promise<AnswerCache | undefined> {
    return (await this.#opened)?.answers;
  }

  /** How semantic caches stand. */
  report(): SeriesReport[] {
    return this.#known?.report() ?? [];
  }

  /** Rejects with `RuntimeError` where its store cannot be opened; that is tried again when it is next asked for. */
  async caching(table: Table, targets: readonly ReadyTarget[]): Promise<Caching> {
    this.#opened ??= this.#open().catch((error: unknown) => {
      this.#opened = undefined;
      return refusedStore(error);
    });
    const opened = await this.#opened;
    const { clock, log } = this.#terms;
    const fault = (id: string, error: unknown): void => logFault(log, id, error);
    const isMeant = table.routes.some(({ cache }) => cache?.semantic);
    if (isMeant) this.#meanings ??= this.#openMeanings(opened);
    const routes = isMeant ? (await this.#meanings!).routes(table, targets) : new Map();
    return new TableCaching(table, { answers: opened.answers, clock, bytes: this.#bytes, fault }, routes);
  }

  async close(): Promise<void> {
    await (await this.#meanings)?.close();
    await (await this.#opened)?.answers.close();
  }

  async #open(): Promise<Opened> {
    const { place, limit, clock } = this.#terms;
    const store = await openCacheStore(place, { ceiling: limit });
    return { store, answers: await AnswerCache.open(store, { clock, failed: (error) => this.#failed(error) }) };
  }

  async #openMeanings({ store, answers }: Opened): Promise<KeptMeanings> {
    const [{ KeptMeanings }, around] = await Promise.all([import("./kept-meanings.ts"), this.#terms.around()]);
    this.#known = await KeptMeanings.open(around, { store, answers, failed: (error) => this.#failed(error) });
    return this.#known;
  }

  #failed(error: unknown): void {
    const { place, log, clock } = this.#terms;
    if (clock.now() - this.#told < OFTEN) return;
    this.#told = clock.now();
    logCacheAway(log, shownPlace(place), reasonOf(error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
