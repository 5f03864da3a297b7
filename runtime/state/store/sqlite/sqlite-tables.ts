/** What is in a file of state. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { factsTable, setFact } from "./sqlite-facts.ts";
import type { SqliteLayout } from "./sqlite-layout.ts";

const tables = `
  ${factsTable}
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

export const stateLayout: SqliteLayout = {
  // "Pntm".
  application: 0x506e746d,
  version: 1,
  make(database: DatabaseSync): void {
    database.exec(tables);
    setFact(database, "epoch", randomUUID());
    setFact(database, "keys", 0);
  },
};
