/** What is in a file of the cache. */
import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { factsTable, setFact } from "../../../state/store/sqlite/sqlite-facts.ts";
import type { SqliteLayout } from "../../../state/store/sqlite/sqlite-layout.ts";

/**
 * Bytes before what was asked and answered: more than a page of the tree holds of one row, so that the texts lie in pages of their own.
 * Those are overwritten when the row goes; where rows are moved between pages of the tree, something of them may stay behind.
 */
export const ROOM = 1_024;

const tables = `
  ${factsTable}
  CREATE TABLE entries (
    id TEXT PRIMARY KEY, partition TEXT NOT NULL, route TEXT NOT NULL, of TEXT NOT NULL, name TEXT, hash TEXT NOT NULL, target TEXT NOT NULL,
    stored REAL NOT NULL, expires REAL NOT NULL, bytes INTEGER NOT NULL, used INTEGER NOT NULL, meant INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX entries_by_expiry ON entries (expires);
  CREATE INDEX entries_by_use ON entries (used);
  CREATE TABLE texts (id TEXT PRIMARY KEY, room BLOB NOT NULL, vector BLOB, text TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE keys (key TEXT PRIMARY KEY, id TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE INDEX keys_by_id ON keys (id);
  CREATE TABLE changes (turn INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, gone INTEGER NOT NULL) STRICT;
  CREATE INDEX changes_by_id ON changes (id);
  CREATE TABLE evidence (
    series TEXT, period REAL, checks INTEGER NOT NULL, wrong INTEGER NOT NULL, PRIMARY KEY (series, period)
  ) STRICT, WITHOUT ROWID;
`;

export const cacheLayout: SqliteLayout = {
  // "Pntc".
  application: 0x506e7463,
  version: 1,
  make(database: DatabaseSync): void {
    database.exec(tables);
    setFact(database, "secret", randomBytes(32).toString("hex"));
    // Bytes of all entries, and the last turn of the changes that are kept no more.
    setFact(database, "bytes", 0);
    setFact(database, "trimmed", 0);
  },
};
