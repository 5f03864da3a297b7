/** A thread that searches what it is told of the memory of one index, one search after the other. */
import { parentPort, workerData } from "node:worker_threads";
import { Scan, type ScanTask } from "./scan.ts";
import type { ThreadShare } from "./search-thread.ts";

const { memory, module, layout, desk } = workerData as ThreadShare;
const scan = new Scan(memory, module, layout, desk);

parentPort?.on("message", (task: ScanTask) => parentPort?.postMessage(scan.nearest(task)));
