/** The file that a process writes, and whether it is still the one that its path leads to. */
import { statSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { StoreError } from "../store.ts";
import { isBusy, type SqlitePlace, sqliteFault } from "./sqlite-fault.ts";
import { prepareTables, type SqliteLayout } from "./sqlite-layout.ts";

export interface SqliteOptions extends SqlitePlace {
  /** Each commit reaches the disk before it is answered: nothing is lost when the power is. */
  readonly isPowerSafe: boolean;
  /** Milliseconds for one call, with what it waits for others. */
  readonly patience: number;
}

/** Milliseconds for which another process that writes may stop this one; what takes longer is waited for without stopping it. */
const STOPPED = 20;
/** Milliseconds between two tries. */
export const PAUSE = 5;
/** Bytes of a page of the file. */
const PAGE = 4_096;

/** Makes the tables in a file that is empty, or not there. Rejects with a `StoreError` that says what is wrong with the file. */
export async function openSqliteFile(options: SqliteOptions, layout: SqliteLayout): Promise<DatabaseSync> {
  const { file, isPowerSafe, patience } = options;
  const until = performance.now() + patience;
  for (;;) {
    let database: DatabaseSync | undefined;
    try {
      database = new DatabaseSync(file, { timeout: STOPPED });
      // The first that is read: whether it is a file of SQLite at all.
      database.exec(
        `PRAGMA page_size = ${PAGE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = ${isPowerSafe ? "FULL" : "NORMAL"}`,
      );
      requireWal(database, file);
      prepareTables(database, layout, options);
      return database;
    } catch (error) {
      database?.close();
      if (!isBusy(error) || performance.now() > until) throw sqliteFault(options, error);
    }
    await sleep(PAUSE);
  }
}

/** Another text where another file lies there; undefined where there is none. */
export function identityOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}

/** Its files are shared by what lies in memory, which a network's file system has not. */
function requireWal(database: DatabaseSync, file: string): void {
  const { journal_mode: mode } = database.prepare("PRAGMA journal_mode").get() ?? {};
  if (mode !== "wal")
    throw new StoreError("settings", `The store ${file} cannot have a write-ahead log: name a file on a local disk.`);
}
