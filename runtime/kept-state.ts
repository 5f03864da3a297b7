/** What outlives requests, and may outlive the process: opened when something first needs it. */
import type { Table } from "../schemas/table.ts";
import type { TableBudget } from "../schemas/table-budget.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./observe/request-log.ts";
import {
  logLimitsAway,
  logLimitsBack,
  logStoreAway,
  logStoreBack,
  logStoreDoubt,
  logStoreSettled,
  logUnsettled,
} from "./observe/store-log.ts";
import { logUsageAway, logUsageBack, logUsageLost } from "./observe/usage-log.ts";
import { refusedStore } from "./refused-store.ts";
import { UseBook } from "./request/use/use-book.ts";
import { KnownRates } from "./state/limits/known-rates.ts";
import { LimitKeeper } from "./state/limits/limit-keeper.ts";
import { Doubts } from "./state/money/doubts.ts";
import { Holds } from "./state/money/holds.ts";
import { openStore } from "./state/store/open-store.ts";
import { shownPlace } from "./state/store/shown-place.ts";
import type { Doubt, Store } from "./state/store/store.ts";
import { UsageBatches } from "./state/usage/usage-batches.ts";
import { UsageTrim } from "./state/usage/usage-trim.ts";

export interface KeptStateTerms {
  /** As `openStore` takes it. */
  readonly place: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Milliseconds for which a hold stands that nobody renews. */
  readonly lease: number;
  readonly usage: UsageTerms;
}

export interface UsageTerms {
  /** Of tables without budgets, too. */
  readonly always: boolean;
  /** Days. */
  readonly keep: number;
}

export class KeptState {
  readonly #terms: KeptStateTerms;
  readonly #doubts: Doubts;
  #store: Promise<Store> | undefined;
  #holds: Promise<Holds> | undefined;
  #limits: LimitKeeper | undefined;
  #rates: KnownRates | undefined;
  #usage: UsageBatches | undefined;
  #trim: UsageTrim | undefined;

  constructor(terms: KeptStateTerms) {
    this.#terms = terms;
    const { place, clock, log } = terms;
    const name = shownPlace(place);
    const told = {
      doubt: (found: string) => logStoreDoubt(log, name, found),
      settled: () => logStoreSettled(log, name),
    };
    this.#doubts = new Doubts({ told, now: () => clock.date().getTime() });
  }

  /** Rejects with `RuntimeError` where it cannot be opened; it is tried again when it is next asked for. */
  store(): Promise<Store> {
    this.#store ??= openStore(this.#terms.place).catch((error: unknown) => {
      this.#store = undefined;
      return refusedStore(error);
    });
    return this.#store;
  }

  /** Undefined where nothing has needed it yet. */
  get opened(): Promise<Store> | undefined {
    return this.#store;
  }

  /** For a table with these budgets. Rejects as `store` does. */
  async holds(budgets: readonly TableBudget[]): Promise<Holds> {
    this.#holds ??= this.#openHolds().catch((error: unknown) => {
      this.#holds = undefined;
      throw error;
    });
    const holds = await this.#holds;
    this.#doubts.serves(budgets);
    return holds;
  }

  /** Rejects as `store` does. */
  async limits(): Promise<LimitKeeper> {
    const { place, clock, log } = this.#terms;
    const store = await this.store();
    const name = shownPlace(place);
    const told = { away: (why: string) => logLimitsAway(log, name, why), back: () => logLimitsBack(log, name) };
    this.#limits ??= new LimitKeeper({ store, clock, told, share: 1, isAhead: place !== "memory" });
    return this.#limits;
  }

  /** Of targets. Rejects as `store` does. */
  async rates(): Promise<KnownRates> {
    const keeper = await this.limits();
    this.#rates ??= new KnownRates(keeper);
    return this.#rates;
  }

  /** Of a table with these targets. Rejects as `store` does. */
  async use(targets: Table["targets"]): Promise<UseBook> {
    const { place, clock, log, usage } = this.#terms;
    await this.store();
    const name = shownPlace(place);
    this.#usage ??= new UsageBatches({
      store: () => this.store(),
      clock,
      told: {
        away: (why) => logUsageAway(log, name, why),
        back: () => logUsageBack(log, name),
        lost: (requests, cost) => logUsageLost(log, name, requests, cost),
      },
    });
    this.#trim ??= new UsageTrim({ store: () => this.store(), clock, keep: usage.keep });
    return new UseBook(this.#usage, clock, targets);
  }

  /** Settles when all that is known was written, or cannot be. */
  async close(): Promise<void> {
    await this.#limits?.close();
    await (await this.#holds?.catch(() => undefined))?.close();
    await this.#trim?.close();
    await this.#usage?.close();
    await (await this.#store?.catch(() => undefined))?.close();
  }

  async #openHolds(): Promise<Holds> {
    const { place, clock, log, lease } = this.#terms;
    const store = await this.store();
    const name = shownPlace(place);
    const told = {
      away: (why: string) => logStoreAway(log, name, why),
      back: (charges: number) => logStoreBack(log, name, charges),
      doubt: (doubt: Doubt | undefined) => this.#doubts.learn(doubt),
      lost: (settlements: number) => logUnsettled(log, name, settlements),
    };
    const doubt = await store.doubt().catch(refusedStore);
    return new Holds({ store, clock, told, lease, isShared: place !== "memory", doubt });
  }
}
