/** Changes of entries that have a meaning, as the file has them one after the other: those of all processes. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { getFact } from "../../../state/store/sqlite/sqlite-facts.ts";
import type { MeaningChange } from "../cache-store.ts";
import { vectorOf } from "../vector-bytes.ts";

/** Of entries that went: whoever is further behind reads anew what is there. */
const KEPT = 10_000;

export interface ReadChanges {
  readonly changes: readonly MeaningChange[];
  /** The turn up to which was read. */
  readonly last: number;
  /** There may be more behind it. */
  readonly isMore: boolean;
}

export class SqliteChanges {
  readonly #database: DatabaseSync;
  readonly #read: StatementSync;
  readonly #trim: StatementSync;
  readonly #trimmed: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#read = database.prepare(
      `SELECT turn, changes.id AS id, gone, partition, expires, vector
       FROM changes LEFT JOIN entries ON entries.id = changes.id LEFT JOIN texts ON texts.id = changes.id
       WHERE turn > ? ORDER BY turn LIMIT ?`,
    );
    this.#trim = database.prepare(
      "DELETE FROM changes WHERE gone = 1 AND turn <= (SELECT turn FROM changes WHERE gone = 1 ORDER BY turn DESC LIMIT 1 OFFSET ?)",
    );
    this.#trimmed = database.prepare(
      `UPDATE facts SET value = (SELECT turn FROM changes WHERE gone = 1 ORDER BY turn DESC LIMIT 1 OFFSET :kept)
       WHERE name = 'trimmed' AND EXISTS (SELECT 1 FROM changes WHERE gone = 1 ORDER BY turn DESC LIMIT 1 OFFSET :kept)`,
    );
  }

  /** Whoever has read up to `turn` may have missed one that went. */
  hasTrimmed(turn: number): boolean {
    return turn < Number(getFact(this.#database, "trimmed"));
  }

  /** At most so many behind `turn`. What cannot be read is left out. */
  read(turn: number, most: number): ReadChanges {
    const rows = this.#read.all(turn, most);
    const changes = rows.flatMap(({ id, gone, partition, expires, vector }): MeaningChange[] => {
      if (gone === 1) return [{ kind: "gone", id: String(id) }];
      const read = vector instanceof Uint8Array ? vectorOf(vector) : undefined;
      if (!read) return [];
      return [{ kind: "put", id: String(id), partition: String(partition), vector: read, expires: Number(expires) }];
    });
    return { changes, last: Number(rows.at(-1)?.turn ?? turn), isMore: rows.length === most };
  }

  /** Within a transaction of the caller's. */
  trim(): void {
    this.#trimmed.run({ kept: KEPT });
    this.#trim.run(KEPT);
  }
}
