/** What tells a file of ours from others, and what is in it. */
import type { DatabaseSync } from "node:sqlite";
import { StoreError } from "../store.ts";
import { type SqlitePlace, withOption } from "./sqlite-fault.ts";

export interface SqliteLayout {
  /** In the header of the file: another one for another purpose. */
  readonly application: number;
  /** Of the tables: another one for others. */
  readonly version: number;
  /** Makes the tables in an empty file. */
  make(database: DatabaseSync): void;
}

/** Makes the tables in an empty file; a `StoreError` where the file is another program's, or another version's. */
export function prepareTables(database: DatabaseSync, layout: SqliteLayout, place: SqlitePlace): void {
  database.exec("BEGIN IMMEDIATE");
  try {
    const application = numberOf(database, "PRAGMA application_id");
    const version = numberOf(database, "PRAGMA user_version");
    if (application === 0 && version === 0 && numberOf(database, "SELECT COUNT(*) FROM sqlite_schema") === 0) {
      layout.make(database);
      database.exec(`PRAGMA application_id = ${layout.application}; PRAGMA user_version = ${layout.version};`);
    } else requireOurs(layout, { application, version }, place);
    database.exec("COMMIT");
  } catch (error) {
    if (database.isTransaction) database.exec("ROLLBACK");
    throw error;
  }
}

function requireOurs(
  layout: SqliteLayout,
  { application, version }: { application: number; version: number },
  { file, option }: SqlitePlace,
): void {
  if (application !== layout.application)
    throw new StoreError(
      "foreign",
      `${file} is a SQLite file of another program: name another one${withOption(option)}.`,
    );
  if (version === layout.version) return;
  const whose = version > layout.version ? "a newer release" : "an older release";
  const way = `run that one, or name another file${withOption(option)}`;
  throw new StoreError(
    "version",
    `The store ${file} is of ${whose} (version ${version}; this one has ${layout.version}): ${way}.`,
  );
}

function numberOf(database: DatabaseSync, sql: string): number {
  return Number(Object.values(database.prepare(sql).get() ?? {})[0]);
}
