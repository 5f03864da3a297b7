/** Of a file as a whole, by their names. */
import type { DatabaseSync } from "node:sqlite";

export const factsTable = "CREATE TABLE facts (name TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;";

export function getFact(database: DatabaseSync, name: string): unknown {
  return database.prepare("SELECT value FROM facts WHERE name = ?").get(name)?.value;
}

export function setFact(database: DatabaseSync, name: string, value: string | number): void {
  database.prepare("INSERT OR REPLACE INTO facts VALUES (?, ?)").run(name, value);
}

export function dropFact(database: DatabaseSync, name: string): void {
  database.prepare("DELETE FROM facts WHERE name = ?").run(name);
}
