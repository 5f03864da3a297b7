/** A table that is loaded while another one serves: what takes long of a large one is done in a thread beside it. */
import { Worker } from "node:worker_threads";
import { loadCheckedTable, loadTable } from "../table/load.ts";
import type { LoadedTable } from "../table/loaded-table.ts";
import { TableError, type TableErrorCode } from "../table/table-error.ts";

/** Characters that are checked in about the time in which a thread begins. */
const SMALL = 64 * 1024;

/** What the thread says: nothing where the table is right. */
export type Verdict = { readonly code: TableErrorCode; readonly message: string } | undefined;

/** Rejects with `TableError`. */
export async function checkedTable(text: string): Promise<LoadedTable> {
  if (text.length <= SMALL) return loadTable(text);
  const verdict = await verdictOf(text);
  if (verdict) throw new TableError(verdict.code, verdict.message);
  return loadCheckedTable(text);
}

/** Beside this file, also where both are bundled. */
const script = new URL(`./table-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

function verdictOf(text: string): Promise<Verdict> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script, { workerData: text });
    worker.once("message", resolve);
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the thread that checks tables ended without a verdict")));
  });
}
