/** Answers in one SQLite file: they outlive their process, and several processes of one machine share them. */
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { Batches } from "../../../state/store/sqlite/batches.ts";
import { getFact } from "../../../state/store/sqlite/sqlite-facts.ts";
import { closedFault, isBusy, sqliteFault } from "../../../state/store/sqlite/sqlite-fault.ts";
import { identityOf, openSqliteFile, PAUSE, type SqliteOptions } from "../../../state/store/sqlite/sqlite-file.ts";
import type { CacheEntry } from "../../entry.ts";
import type { CacheStore, EntryFilter, EvidenceStore, ListedEntry, MeaningChange } from "../cache-store.ts";
import { readEntry, writtenEntry } from "../entry-text.ts";
import { cacheLayout } from "./cache-layout.ts";
import { SqliteChanges } from "./sqlite-changes.ts";
import { type FoundText, SqliteEntries } from "./sqlite-entries.ts";
import { SqliteEvidence } from "./sqlite-evidence.ts";
import { SqliteFollower } from "./sqlite-follower.ts";
import { wipe } from "./wipe.ts";

/** Of what goes in one transaction: nobody else goes on meanwhile. */
const MOST = 25;

/** What is made of one open file. */
interface Parts {
  readonly database: DatabaseSync;
  readonly identity: string | undefined;
  readonly entries: SqliteEntries;
  readonly changes: SqliteChanges;
  readonly evidence: SqliteEvidence;
}

export class SqliteCacheStore implements CacheStore {
  readonly evidence: EvidenceStore;
  readonly #options: SqliteOptions;
  readonly #ceiling: number;
  readonly #batches: Batches;
  readonly #followers = new Set<SqliteFollower>();
  #parts: Parts;

  private constructor(options: SqliteOptions, ceiling: number, parts: Parts) {
    this.#options = options;
    this.#ceiling = ceiling;
    this.#parts = parts;
    const batches = new Batches(parts.database, [parts.entries], options);
    this.#batches = batches;
    this.evidence = {
      add: (series, period, found) => batches.run(() => this.#parts.evidence.add(series, period, found)),
      read: (series) => this.#read(() => this.#parts.evidence.read(series)),
      forget: (series, before) => batches.run(() => this.#parts.evidence.forget(series, before)),
    };
  }

  /** Rejects with a `StoreError` that says what is wrong with the file. `ceiling`: bytes that all entries may take together. */
  static async open(options: SqliteOptions, ceiling: number): Promise<SqliteCacheStore> {
    return new SqliteCacheStore(options, ceiling, await partsOf(options));
  }

  async find(keys: readonly string[], now: number): Promise<CacheEntry | undefined> {
    return this.#entryOf(await this.#read(() => this.#parts.entries.find(keys, now)), { keys });
  }

  async entry(id: string, now: number): Promise<CacheEntry | undefined> {
    return this.#entryOf(await this.#read(() => this.#parts.entries.entry(id, now)), { id });
  }

  async put(entry: CacheEntry): Promise<void> {
    const written = writtenEntry(entry, this.#ceiling);
    if (!written) return;
    await this.#batches.run(() => this.#parts.entries.put(entry, written, this.#ceiling));
    this.#look();
  }

  list(which: EntryFilter, most: number, now: number): Promise<ListedEntry[]> {
    return this.#read(() => this.#parts.entries.list(which, most, now));
  }

  async drop(which: EntryFilter): Promise<number> {
    const count = await this.#forget(await this.#read(() => this.#parts.entries.wanted(which)));
    await wipe(this.#parts.database, this.#options);
    return count;
  }

  async expire(now: number): Promise<number> {
    if (identityOf(this.#options.file) !== this.#parts.identity) await this.#replace();
    const count = await this.#forget(await this.#read(() => this.#parts.entries.over(now)));
    await this.#batches.run(() => this.#parts.changes.trim());
    await wipe(this.#parts.database, this.#options);
    return count;
  }

  async follow(listener: (change: MeaningChange) => void): Promise<() => void> {
    const read = <T>(does: () => T): Promise<T> => this.#read(does);
    const follower = new SqliteFollower(listener, () => this.#parts.changes, read);
    await follower.start();
    this.#followers.add(follower);
    return () => {
      this.#followers.delete(follower);
      follower.end();
    };
  }

  async secret(): Promise<Buffer> {
    return Buffer.from(String(await this.#read(() => getFact(this.#parts.database, "secret"))), "hex");
  }

  async close(): Promise<void> {
    for (const follower of this.#followers) follower.end();
    this.#batches.close();
    if (this.#parts.database.isOpen) this.#parts.database.close();
  }

  /** One that cannot be read goes, and was never there. */
  async #entryOf(
    found: FoundText | undefined,
    looked: { readonly id?: string; readonly keys?: readonly string[] },
  ): Promise<CacheEntry | undefined> {
    if (!found) return undefined;
    const entry = readEntry(found.text, found.vector, looked);
    if (!entry) await this.#forget([found.id]).catch(() => {});
    return entry;
  }

  async #forget(ids: readonly string[]): Promise<number> {
    let count = 0;
    for (let i = 0; i < ids.length; i += MOST) {
      const some = ids.slice(i, i + MOST);
      count += await this.#batches.run(() => some.filter((id) => this.#parts.entries.forget(id)).length);
    }
    if (count > 0) this.#look();
    return count;
  }

  /** Without waiting for who writes; and where it must wait, without stopping this process. */
  async #read<T>(read: () => T): Promise<T> {
    const until = performance.now() + this.#options.patience;
    for (;;) {
      if (!this.#parts.database.isOpen) throw closedFault(this.#options);
      try {
        return read();
      } catch (error) {
        if (!isBusy(error) || performance.now() > until) throw sqliteFault(this.#options, error);
      }
      await sleep(PAUSE);
    }
  }

  #look(): void {
    for (const follower of this.#followers) void follower.look().catch(() => {});
  }

  /** The path leads to another file, or to none: what was written since is in one that nobody will read. */
  async #replace(): Promise<void> {
    const parts = await partsOf(this.#options);
    const left = this.#parts.database;
    this.#parts = parts;
    this.#batches.replace(parts.database, [parts.entries]);
    left.close();
    this.#look();
  }
}

async function partsOf(options: SqliteOptions): Promise<Parts> {
  const database = await openSqliteFile(options, cacheLayout);
  try {
    // What goes is overwritten, and nothing of a text is written to any other file.
    database.exec("PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY");
    const [entries, changes, evidence] = [
      new SqliteEntries(database),
      new SqliteChanges(database),
      new SqliteEvidence(database),
    ];
    return { database, identity: identityOf(options.file), entries, changes, evidence };
  } catch (error) {
    database.close();
    throw sqliteFault(options, error);
  }
}
