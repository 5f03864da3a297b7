/** Threads that search together: each a part of the rows. */
import { availableParallelism } from "node:os";
import { MOST_BESIDE } from "./layout.ts";
import type { ScanResult, ScanTask } from "./scan.ts";
import { type SearchShare, SearchThread } from "./search-thread.ts";

/** More than the machine has would wait for each other. */
const COUNT: number = Math.min(MOST_BESIDE, availableParallelism());

export class SearchThreads {
  readonly #threads: readonly SearchThread[];

  /** `answered` is called when a part was, or never will be. */
  constructor(share: SearchShare, answered: () => void) {
    this.#threads = Array.from({ length: COUNT }, (_, i) => new SearchThread({ ...share, desk: i + 1 }, answered));
  }

  /** By thread: how many searches were ever sent. */
  get sent(): readonly number[] {
    return this.#threads.map(({ sent }) => sent);
  }

  /** Whether none of the first so many, by thread, reads any more. */
  haveEnded(sent: readonly number[]): boolean {
    return this.#threads.every(({ ended }, i) => ended >= sent[i]!);
  }

  /** Rejects where a thread has died, or has too much to do. */
  async search({ rows, ...task }: ScanTask): Promise<ScanResult> {
    const part = Math.ceil(rows.length / COUNT);
    const parts = this.#threads.map((thread, i) => {
      const own = new Int32Array(rows.subarray(i * part, (i + 1) * part));
      return thread.search({ ...task, rows: own });
    });
    return merged(await Promise.all(parts), task.most);
  }

  async end(why: Error): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.end(why)));
  }
}

/** The nearest of all parts; of equal ones, those that were put last. */
function merged(parts: readonly ScanResult[], most: number): ScanResult {
  const all = parts.flatMap(({ rows, cosines, orders }) =>
    rows.map((row, i) => ({ row, cosine: cosines[i]!, order: orders[i]! })),
  );
  const best = all.sort((a, b) => b.cosine - a.cosine || b.order - a.order).slice(0, most);
  return {
    rows: best.map(({ row }) => row),
    cosines: best.map(({ cosine }) => cosine),
    orders: best.map(({ order }) => order),
  };
}
