/** A thread that checks one table and ends. */
import { parentPort, workerData } from "node:worker_threads";
import { loadTable } from "../table/load.ts";
import { TableError } from "../table/table-error.ts";
import type { Verdict } from "./checked-table.ts";

parentPort?.postMessage(verdictOn(workerData as string));

function verdictOn(text: string): Verdict {
  try {
    loadTable(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return { code: error.code, message: error.message };
  }
}
