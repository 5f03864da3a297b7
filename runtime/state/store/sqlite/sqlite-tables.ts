/** What is in the file, and what tells that it is ours. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store.ts";

/** "Pntm", in the header of the file. */
const APPLICATION = 0x506e746d;

/** Of the tables below: another one for others. */
const VERSION = 1;

const tables = `
  CREATE TABLE facts (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;
  CREATE TABLE accounts (
    id TEXT PRIMARY KEY, spent INTEGER NOT NULL, held INTEGER NOT NULL, unsettled INTEGER NOT NULL, ends INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX accounts_by_end ON accounts (ends) WHERE ends IS NOT NULL;
  CREATE TABLE holds (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, amount INTEGER NOT NULL, accounts TEXT NOT NULL, expires INTEGER NOT NULL,
    charged INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE charges (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE rates (
    key TEXT PRIMARY KEY, level REAL NOT NULL, at REAL NOT NULL, empty REAL NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE places (key TEXT, id TEXT, expires REAL NOT NULL, PRIMARY KEY (key, id)) STRICT, WITHOUT ROWID;
  CREATE INDEX places_by_id ON places (id);
  CREATE TABLE keys (id TEXT PRIMARY KEY, record TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE usage (
    day TEXT, key TEXT, team TEXT, route TEXT, rule TEXT, provider TEXT, model TEXT, family TEXT,
    requests INTEGER NOT NULL, input INTEGER NOT NULL, cacheRead INTEGER NOT NULL, cacheWrite INTEGER NOT NULL,
    output INTEGER NOT NULL, reasoning INTEGER NOT NULL, cost INTEGER NOT NULL, unsettled INTEGER NOT NULL,
    unpriced INTEGER NOT NULL, cacheHits INTEGER NOT NULL,
    PRIMARY KEY (day, key, team, route, rule, provider, model, family)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE writers (id TEXT PRIMARY KEY, turn INTEGER NOT NULL, day TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

/** Makes the tables in an empty file; a `StoreError` where the file is another program's, or another version's. */
export function prepareTables(database: DatabaseSync, file: string): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const application = numberOf(database, "PRAGMA application_id");
    const version = numberOf(database, "PRAGMA user_version");
    if (application === 0 && version === 0 && numberOf(database, "SELECT COUNT(*) FROM sqlite_schema") === 0) {
      database.exec(`${tables} PRAGMA application_id = ${APPLICATION}; PRAGMA user_version = ${VERSION};`);
      setFact(database, "epoch", randomUUID());
      setFact(database, "keys", 0);
    } else if (application !== APPLICATION) {
      throw new StoreError("foreign", `${file} is a SQLite file of another program: name another one with --state.`);
    } else if (version !== VERSION) throw new StoreError("version", versionMessage(file, version));
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

export function getFact(database: DatabaseSync, name: string): unknown {
  return database.prepare("SELECT value FROM facts WHERE name = ?").get(name)?.value;
}

export function setFact(database: DatabaseSync, name: string, value: string | number): void {
  database.prepare("INSERT OR REPLACE INTO facts VALUES (?, ?)").run(name, value);
}

export function dropFact(database: DatabaseSync, name: string): void {
  database.prepare("DELETE FROM facts WHERE name = ?").run(name);
}

function versionMessage(file: string, version: number): string {
  const whose = version > VERSION ? "a newer release" : "an older release";
  return `The store ${file} is of ${whose} (version ${version}; this one has ${VERSION}): run that one, or name another file with --state.`;
}

function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0]);
}
