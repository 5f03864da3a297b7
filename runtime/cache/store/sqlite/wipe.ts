/** What was deleted is overwritten in the file; the log beside it still has it until it is emptied. */
import type { DatabaseSync } from "node:sqlite";
import { setTimeout as sleep } from "node:timers/promises";
import { isBusy, sqliteFault } from "../../../state/store/sqlite/sqlite-fault.ts";
import { PAUSE, type SqliteOptions } from "../../../state/store/sqlite/sqlite-file.ts";
import { StoreError } from "../../../state/store/store.ts";

/** Rejects with a `StoreError` where another process reads or writes for too long. */
export async function wipe(database: DatabaseSync, options: SqliteOptions): Promise<void> {
  const until = performance.now() + options.patience;
  for (;;) {
    if (isEmptied(database, options)) return;
    if (performance.now() > until)
      throw new StoreError(
        "away",
        `Of the store ${options.file}, what was dropped answers nothing any more, but its bytes are still in ${options.file}-wal, which another process is reading: end what keeps the file open, or drop again.`,
      );
    await sleep(PAUSE);
  }
}

function isEmptied(database: DatabaseSync, options: SqliteOptions): boolean {
  try {
    return database.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get()?.busy === 0;
  } catch (error) {
    if (isBusy(error)) return false;
    throw sqliteFault(options, error);
  }
}
