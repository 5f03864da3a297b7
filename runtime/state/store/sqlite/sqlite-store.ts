/** State in one SQLite file: it outlives its process, and several processes of one machine share it. */
import type { DatabaseSync } from "node:sqlite";
import type { Held, Hold, Settlement, Standing } from "../accounts.ts";
import type { Met } from "../epochs.ts";
import { forgettingAt, handAfter } from "../keeping.ts";
import type { RateAsked, Taken, Taking } from "../limits.ts";
import type { Doubt, Store } from "../store.ts";
import type { StoredKeys } from "../stored-keys.ts";
import type { UsageLedger } from "../usage-ledger.ts";
import { Batches, type PutOff } from "./batches.ts";
import { SqliteAccounts } from "./sqlite-accounts.ts";
import { epochOf, meetFile, settleFile } from "./sqlite-epoch.ts";
import { getFact, setFact } from "./sqlite-facts.ts";
import { sqliteFault } from "./sqlite-fault.ts";
import { identityOf, openSqliteFile, type SqliteOptions } from "./sqlite-file.ts";
import { SqliteKeys } from "./sqlite-keys.ts";
import { SqliteLimits } from "./sqlite-limits.ts";
import { stateLayout } from "./sqlite-tables.ts";
import { SqliteUsage } from "./sqlite-usage.ts";

/** Milliseconds for which a file that others write is tried before anybody is served. */
const OPENING = 5_000;

/** What is made of one open file. */
interface Parts {
  readonly database: DatabaseSync;
  readonly identity: string | undefined;
  /** When it was opened. */
  readonly met: Met;
  readonly accounts: SqliteAccounts;
  readonly limits: SqliteLimits;
  readonly usage: SqliteUsage;
  readonly keys: SqliteKeys;
}

export class SqliteStore implements Store {
  readonly usage: UsageLedger;
  readonly keys: StoredKeys;
  readonly #options: SqliteOptions;
  readonly #batches: Batches;
  readonly #listeners: ((doubt: Doubt | undefined) => void)[] = [];
  #parts: Parts;
  #met: Met;
  /** The file is another one than that of which it is told what was known. */
  #isReplaced = false;
  #forgot: number | undefined;
  #replacing: Promise<void> | undefined;

  private constructor(options: SqliteOptions, parts: Parts) {
    this.#options = options;
    this.#parts = parts;
    this.#met = parts.met;
    const batches = new Batches(parts.database, putOff(parts), options);
    this.#batches = batches;
    this.usage = {
      add: (addition) => batches.run(() => this.#parts.usage.add(addition)),
      sums: (asked) => batches.run(() => this.#parts.usage.sums(asked)),
      trim: (before) => batches.run(() => this.#parts.usage.trim(before)),
      extent: () => batches.run(() => this.#parts.usage.extent()),
    };
    this.keys = {
      list: () => batches.run(() => this.#parts.keys.list()),
      put: (key, revision) => batches.run(() => this.#parts.keys.put(key, revision)),
      remove: (id) => batches.run(() => this.#parts.keys.remove(id)),
      revision: () => batches.run(() => this.#parts.keys.revision()),
    };
  }

  /** Rejects with a `StoreError` that says what is wrong with the file. */
  static async open(options: SqliteOptions): Promise<SqliteStore> {
    return new SqliteStore(options, await partsOf({ ...options, patience: Math.max(options.patience, OPENING) }));
  }

  hold(hold: Hold): Promise<Held> {
    return this.#batches.run(() => this.#parts.accounts.hold(hold));
  }

  settle(settlements: readonly Settlement[], now: number): Promise<void> {
    return this.#batches.run(() => this.#parts.accounts.settle(settlements, now));
  }

  renew(ids: readonly string[], expires: number): Promise<void> {
    return this.#batches.run(() => {
      this.#parts.accounts.renew(ids, expires);
      this.#parts.limits.renew(ids, expires);
    });
  }

  standings(accounts: readonly string[]): Promise<readonly Standing[]> {
    return this.#batches.run(() => accounts.map((id) => this.#parts.accounts.standing(id)));
  }

  take(asked: Taking, now: number): Promise<Taken> {
    return this.#batches.run(() => this.#parts.limits.take(asked, now));
  }

  correct(rates: readonly RateAsked[], now: number): Promise<void> {
    return this.#batches.run(() => this.#parts.limits.correct(rates, now));
  }

  leave(places: readonly string[]): Promise<void> {
    return this.#batches.run(() => this.#parts.limits.leave(places));
  }

  async epoch(): Promise<string> {
    return this.#met.epoch;
  }

  async time(): Promise<undefined> {}

  async doubt(): Promise<Doubt | undefined> {
    return this.#doubtOf(this.#met);
  }

  onDoubt(listener: (doubt: Doubt | undefined) => void): void {
    this.#listeners.push(listener);
  }

  async settleDoubt(): Promise<void> {
    this.#learn(await this.#batches.run(() => settleFile(this.#parts.database)));
  }

  async expire(now: number): Promise<number> {
    if (identityOf(this.#options.file) !== this.#parts.identity) await this.#replace();
    await this.#meet(now);
    return this.#batches.run(() => {
      const { database, accounts, limits } = this.#parts;
      const known = getFact(database, "hand");
      const hand = handAfter(typeof known === "number" ? known : undefined, now);
      if (hand !== known) setFact(database, "hand", hand);
      if (forgettingAt(this.#forgot, hand)) {
        this.#forgot = hand;
        accounts.forget(hand);
        limits.forget(hand);
      }
      limits.expire(now);
      return accounts.expire(now);
    });
  }

  async close(): Promise<void> {
    this.#batches.close();
    if (this.#parts.database.isOpen) this.#parts.database.close();
  }

  /** The path leads to another file, or to none: what was written since is in one that nobody will read. */
  #replace(): Promise<void> {
    this.#replacing ??= this.#openAnew().finally(() => {
      this.#replacing = undefined;
    });
    return this.#replacing;
  }

  async #openAnew(): Promise<void> {
    const parts = await partsOf(this.#options);
    const left = this.#parts.database;
    this.#parts = parts;
    this.#batches.replace(parts.database, putOff(parts));
    this.#isReplaced = true;
    left.close();
  }

  async #meet(now: number): Promise<void> {
    const { epoch: known } = this.#met;
    const isReplaced = this.#isReplaced;
    this.#learn(await this.#batches.run(() => meetFile(this.#parts.database, { known, isReplaced, now })));
    this.#isReplaced = false;
  }

  #learn(met: Met): void {
    const isAsItWas = met.doubt === this.#met.doubt;
    this.#met = met;
    if (isAsItWas) return;
    for (const listener of this.#listeners) listener(this.#doubtOf(met));
  }

  #doubtOf({ doubt: since }: Met): Doubt | undefined {
    if (since === undefined) return undefined;
    const message = `The store ${this.#options.file} has lost what was in it, or the last of it: its file was moved, removed or replaced.`;
    return { since, message };
  }
}

function putOff({ accounts, limits }: Parts): readonly PutOff[] {
  return [accounts, limits];
}

async function partsOf(options: SqliteOptions): Promise<Parts> {
  const database = await openSqliteFile(options, stateLayout);
  try {
    return {
      database,
      identity: identityOf(options.file),
      met: epochOf(database),
      accounts: new SqliteAccounts(database),
      limits: new SqliteLimits(database),
      usage: new SqliteUsage(database),
      keys: new SqliteKeys(database),
    };
  } catch (error) {
    database.close();
    throw sqliteFault(options, error);
  }
}
