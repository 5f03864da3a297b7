/** Entries in the file. What changes it is within a transaction of the caller's. */
import type { DatabaseSync, SQLOutputValue, StatementSync } from "node:sqlite";
import type { PutOff } from "../../../state/store/sqlite/batches.ts";
import { getFact } from "../../../state/store/sqlite/sqlite-facts.ts";
import type { CacheEntry, EntryScope } from "../../entry.ts";
import type { EntryFilter, ListedEntry } from "../cache-store.ts";
import type { WrittenEntry } from "../entry-text.ts";
import { bytesOf, vectorOf } from "../vector-bytes.ts";
import { ROOM } from "./cache-layout.ts";

export interface FoundText {
  readonly id: string;
  readonly text: string;
  readonly vector: Float32Array | undefined;
}

/** Of entries that one answer pushes out: nothing else goes on meanwhile. */
const MOST = 200;

const WANTED = `(:id IS NULL OR id = :id) AND (:route IS NULL OR route = :route)
  AND (:scope IS NULL OR name = :scope) AND (:hash IS NULL OR hash = :hash)`;

/** That an entry was used is written with whatever is written next: a look-up alone reads. */
export class SqliteEntries implements PutOff {
  readonly #used = new Set<string>();
  readonly #database: DatabaseSync;
  readonly #find: StatementSync;
  readonly #entry: StatementSync;
  readonly #list: StatementSync;
  readonly #wanted: StatementSync;
  readonly #wantedOne: StatementSync;
  readonly #over: StatementSync;
  readonly #idOf: StatementSync;
  readonly #oldest: StatementSync;
  readonly #use: StatementSync;
  readonly #add: readonly StatementSync[];
  readonly #addKey: StatementSync;
  readonly #addChange: StatementSync;
  readonly #grow: StatementSync;
  readonly #remove: StatementSync;
  readonly #removeRest: readonly StatementSync[];

  constructor(database: DatabaseSync) {
    const sql = (text: string): StatementSync => database.prepare(text);
    this.#database = database;
    this.#find = sql(`SELECT id, text, vector FROM texts WHERE id = (
      SELECT keys.id FROM json_each(?) AS asked CROSS JOIN keys ON keys.key = asked.value CROSS JOIN entries ON entries.id = keys.id
      WHERE expires > ? ORDER BY asked.key LIMIT 1)`);
    this.#entry = sql("SELECT id, text, vector FROM entries JOIN texts USING (id) WHERE id = ? AND expires > ?");
    this.#list = sql(`SELECT * FROM entries WHERE ${WANTED} AND expires > :now ORDER BY stored DESC, id LIMIT :most`);
    this.#wanted = sql(`SELECT id FROM entries WHERE ${WANTED}`);
    this.#wantedOne = sql(`SELECT id FROM entries WHERE id = :id AND ${WANTED}`);
    this.#over = sql("SELECT id FROM entries WHERE expires <= ?");
    this.#idOf = sql("SELECT id FROM keys WHERE key = ?");
    this.#oldest = sql("SELECT id FROM entries ORDER BY used LIMIT 1");
    this.#use = sql("UPDATE entries SET used = (SELECT MAX(used) + 1 FROM entries) WHERE id = ?");
    this.#add = [
      sql(`INSERT INTO entries VALUES (:id, :partition, :route, :of, :name, :hash, :target, :stored, :expires, :bytes,
        (SELECT COALESCE(MAX(used), 0) + 1 FROM entries), :meant)`),
      sql(`INSERT INTO texts VALUES (:id, zeroblob(${ROOM}), :vector, :text)`),
    ];
    this.#addKey = sql("INSERT OR REPLACE INTO keys VALUES (?, ?)");
    this.#addChange = sql("INSERT INTO changes (id, gone) VALUES (?, ?)");
    this.#grow = sql("UPDATE facts SET value = value + ? WHERE name = 'bytes'");
    this.#remove = sql("DELETE FROM entries WHERE id = ? RETURNING bytes, meant");
    this.#removeRest = ["texts", "keys", "changes"].map((table) => sql(`DELETE FROM ${table} WHERE id = ?`));
  }

  find(keys: readonly string[], now: number): FoundText | undefined {
    return this.#found(this.#find.get(JSON.stringify(keys), now));
  }

  entry(id: string, now: number): FoundText | undefined {
    return this.#found(this.#entry.get(id, now));
  }

  list(which: EntryFilter, most: number, now: number): ListedEntry[] {
    return this.#list.all({ ...wanted(which), now, most }).map(listedOf);
  }

  /** Their ids. */
  wanted(which: EntryFilter): string[] {
    const among = which.id === undefined ? this.#wanted : this.#wantedOne;
    return among.all(wanted(which)).map(({ id }) => String(id));
  }

  /** The ids of those that are over. */
  over(now: number): string[] {
    return this.#over.all(now).map(({ id }) => String(id));
  }

  put({ keys, partition }: CacheEntry, { text, vector, listed }: WrittenEntry, ceiling: number): void {
    // What goes is what was used before.
    this.write();
    const { id, route, scope, table: hash, target, stored, expires, bytes, hasMeaning } = listed;
    this.forget(id);
    for (const key of keys) this.forget(this.#idOf.get(key)?.id);
    const [entry, texts] = this.#add;
    const named = { id, partition, route, of: scope.of, name: scope.name ?? null, hash, target };
    entry?.run({ ...named, stored, expires, bytes, meant: Number(hasMeaning) });
    texts?.run({ id, text, vector: vector ? bytesOf(vector) : null });
    for (const key of keys) this.#addKey.run(key, id);
    if (hasMeaning) this.#addChange.run(id, 0);
    this.#grow.run(bytes);
    for (let i = 0; i < MOST && Number(getFact(this.#database, "bytes")) > ceiling; i++)
      this.forget(this.#oldest.get()?.id);
  }

  /** Answers whether it was there. */
  forget(id: SQLOutputValue | undefined): boolean {
    if (id === undefined) return false;
    const gone = this.#remove.get(id);
    if (!gone) return false;
    for (const statement of this.#removeRest) statement.run(id);
    this.#grow.run(-Number(gone.bytes));
    if (gone.meant) this.#addChange.run(id, 1);
    return true;
  }

  write(): void {
    for (const id of this.#used) this.#use.run(id);
    this.#used.clear();
  }

  drop(): void {
    this.#used.clear();
  }

  #found(row: Record<string, SQLOutputValue> | undefined): FoundText | undefined {
    if (!row) return undefined;
    const { text, vector } = row;
    const id = String(row.id);
    this.#used.delete(id);
    this.#used.add(id);
    return { id, text: String(text), vector: vector instanceof Uint8Array ? vectorOf(vector) : undefined };
  }
}

function wanted({ id, route, scope, table }: EntryFilter): Record<string, string | null> {
  return { id: id ?? null, route: route ?? null, scope: scope ?? null, hash: table ?? null };
}

function listedOf(row: Record<string, SQLOutputValue>): ListedEntry {
  const { name } = row;
  const scope = { of: String(row.of) as EntryScope["of"], ...(name !== null && { name: String(name) }) };
  return {
    id: String(row.id),
    route: String(row.route),
    scope,
    table: String(row.hash),
    target: String(row.target),
    stored: Number(row.stored),
    expires: Number(row.expires),
    bytes: Number(row.bytes),
    hasMeaning: row.meant === 1,
  };
}
