/** A thread that searches the memory of one index, one search after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { Scan, type ScanTask } from "./scan.ts";
import type { SearchShare } from "./search-thread.ts";

const { memory, module, layout } = workerData as SearchShare;
const scan = new Scan(memory, module, layout, 1);

parentPort?.on("message", (task: ScanTask) => parentPort?.postMessage(scan.nearest(task)));
