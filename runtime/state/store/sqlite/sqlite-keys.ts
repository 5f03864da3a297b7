/** Keys in the file. All within a transaction of the caller's. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { StoredKey } from "../stored-keys.ts";

export class SqliteKeys {
  readonly #list: StatementSync;
  readonly #put: StatementSync;
  readonly #remove: StatementSync;
  readonly #revision: StatementSync;
  readonly #next: StatementSync;

  constructor(database: DatabaseSync) {
    this.#list = database.prepare("SELECT record FROM keys");
    this.#put = database.prepare("INSERT OR REPLACE INTO keys VALUES (?, ?)");
    this.#remove = database.prepare("DELETE FROM keys WHERE id = ?");
    this.#revision = database.prepare("SELECT value FROM facts WHERE name = 'keys'");
    this.#next = database.prepare("UPDATE facts SET value = value + 1 WHERE name = 'keys'");
  }

  list(): readonly StoredKey[] {
    return this.#list.all().map(({ record }) => JSON.parse(String(record)) as StoredKey);
  }

  put(key: StoredKey, revision: string | undefined): boolean {
    if (revision !== undefined && revision !== this.revision()) return false;
    this.#put.run(key.id, JSON.stringify(key));
    this.#next.run();
    return true;
  }

  remove(id: string): void {
    this.#remove.run(id);
    this.#next.run();
  }

  revision(): string {
    return String(this.#revision.get()?.value);
  }
}
