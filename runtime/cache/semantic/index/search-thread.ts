/** A thread beside this one that searches: started when it is first needed, and again when it is needed after it has died. */
import { Worker } from "node:worker_threads";
import type { Layout } from "./layout.ts";
import type { ScanResult, ScanTask } from "./scan.ts";
import type { SharedMemory, WasmModule } from "./web-assembly.ts";

/** What all threads have. */
export interface SearchShare {
  readonly memory: SharedMemory;
  readonly module: WasmModule;
  readonly layout: Layout;
}

export interface ThreadShare extends SearchShare {
  /** Which is its own: from 1 on. */
  readonly desk: number;
}

/** Searches that wait for their turn: whoever comes then would wait longer than it is worth. */
const MOST_WAITING = 64;

/** Milliseconds for which one that has died is not started again. */
const REST = 1_000;

/** Beside this file, also where both are bundled. */
const script = new URL(`./search-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

interface Waiting {
  resolve(result: ScanResult): void;
  reject(error: Error): void;
}

export class SearchThread {
  readonly #share: ThreadShare;
  readonly #answered: () => void;
  /** In the order in which they were sent and will be answered. */
  readonly #waiting: Waiting[] = [];
  #worker: Worker | undefined;
  /** Of the last search, and of the last one before it died. */
  #now = 0;
  #died = Number.NEGATIVE_INFINITY;
  #why: Error | undefined;
  /** How many searches were ever sent. */
  sent = 0;

  /** `answered` is called when a search was, or never will be. */
  constructor(share: ThreadShare, answered: () => void) {
    this.#share = share;
    this.#answered = answered;
  }

  /** How many of those that were sent do not read any more: the first so many. */
  get ended(): number {
    return this.sent - this.#waiting.length;
  }

  /** Rejects where the thread has died, or has too much to do. `rows` goes over to the thread. */
  search(task: ScanTask & { readonly rows: Int32Array<ArrayBuffer> }): Promise<ScanResult> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length >= MOST_WAITING) throw new Error(`${MOST_WAITING} searches by meaning wait already.`);
      this.#now = task.now;
      this.#worker ??= this.#start();
      this.#worker.postMessage(task, [task.rows.buffer]);
      this.#worker.ref();
      this.sent++;
      this.#waiting.push({ resolve, reject });
    });
  }

  /** What waits is rejected. */
  async end(why: Error): Promise<void> {
    const worker = this.#worker;
    this.#lose(why);
    await worker?.terminate();
  }

  #start(): Worker {
    const rested = this.#now - this.#died;
    // A clock that was set back is no reason to wait.
    if (rested >= 0 && rested < REST) throw this.#why;
    const worker = new Worker(script, { workerData: this.#share });
    const lost = (why: string) => {
      if (this.#worker !== worker) return;
      this.#died = this.#now;
      this.#lose(new Error(`A thread that searches by meaning has ended: ${why}.`));
    };
    worker.on("message", (result: ScanResult) => {
      if (this.#worker === worker) this.#hear(result);
    });
    worker.on("error", (error) => lost(error instanceof Error ? error.message : String(error)));
    worker.on("exit", (code) => lost(`exit code ${code}`));
    return worker;
  }

  #hear(result: ScanResult): void {
    this.#waiting.shift()?.resolve(result);
    // It keeps no process from ending that waits for nothing of it.
    if (this.#waiting.length === 0) this.#worker?.unref();
    this.#answered();
  }

  #lose(why: Error): void {
    this.#worker = undefined;
    this.#why = why;
    for (const { reject } of this.#waiting.splice(0)) reject(why);
    this.#answered();
  }
}
