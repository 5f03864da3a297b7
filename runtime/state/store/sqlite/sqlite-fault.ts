import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { StoreError } from "../store.ts";

const BUSY = 5;
const LOCKED = 6;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;
/** Extended codes of IOERR. */
const WRITE = 3;
const FSYNC = 4;
const TRUNCATE = 6;
/** Of the shared memory beside it, which is a file, too. */
const SHMSIZE = 19;

/** Another connection is writing. */
export function isBusy(error: unknown): boolean {
  const code = codeOf(error) & 0xff;
  return code === BUSY || code === LOCKED;
}

export interface SqlitePlace {
  readonly file: string;
  /** What names it on the command line, for what an operator is told; undefined where that has several names. */
  readonly option?: string | undefined;
}

/** Of whatever SQLite threw. */
export function sqliteFault({ file, option }: SqlitePlace, error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  const said = error instanceof Error ? error.message : String(error);
  const what = `The store ${file}`;
  const refused = (fault: StoreError["fault"], why: string): StoreError =>
    new StoreError(fault, `${what} ${why} (${said}).`, { cause: error });
  const elsewhere = `or name a file elsewhere${withOption(option)}`;
  switch (codeOf(error) & 0xff) {
    case BUSY:
    case LOCKED:
      return refused("away", "is being written by another process for too long: end what keeps it open, or try again");
    case READONLY:
      return refused("settings", `cannot be written: give write access to it and to its folder, ${elsewhere}`);
    case CANTOPEN:
      if (statSync(file, { throwIfNoEntry: false })?.isDirectory())
        return refused("settings", `is a folder: name a file in it, as sqlite:${join(file, "state.db")}`);
      return refused(
        "settings",
        `cannot be opened: make its folder, ${dirname(file)}, and let it be written, ${elsewhere}`,
      );
    case FULL:
      return refused("full", "has no room left: free some on its disk; what is written again then is not lost");
    case CORRUPT:
      return refused(
        "broken",
        "is damaged: stop, put a copy back in its place, or move it away to begin with an empty one",
      );
    case NOTADB:
      return refused("foreign", `is no SQLite file: ${elsewhere.replace("or ", "")}`);
    case IOERR:
      return [WRITE, FSYNC, TRUNCATE, SHMSIZE].includes(codeOf(error) >> 8)
        ? refused("full", `could not be written: its disk is full or fails. Free some room there, ${elsewhere}`)
        : refused("away", "could not be read: its disk fails");
    default:
      return refused("broken", `failed: look at its disk, ${elsewhere}`);
  }
}

export function closedFault({ file }: SqlitePlace): StoreError {
  return new StoreError("away", `The store ${file} is closed.`);
}

export function withOption(option: string | undefined): string {
  return option === undefined ? "" : ` with ${option}`;
}

function codeOf(error: unknown): number {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode : 0;
}
