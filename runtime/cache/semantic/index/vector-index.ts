/**
 * Vectors by what they are near to: exact search among those of a partition. What comes is written a little in each turn of the event
 * loop; what is searched is small, or searched by other threads. Nothing is kept beyond the process.
 */
import { checkVector } from "./check-vector.ts";
import { Directory } from "./directory.ts";
import type { IndexedVector, IndexTerms, Nearest, Search } from "./indexed-vector.ts";
import { type Layout, layoutOf, MOST_DIMENSION, PAGE, pagesFor } from "./layout.ts";
import { RowMemory } from "./row-memory.ts";
import { Scan, type ScanResult } from "./scan.ts";
import { scanModule } from "./scan-module.gen.ts";
import { SearchThreads } from "./search-threads.ts";
import { Slices } from "./slices.ts";
import { Unseen } from "./unseen.ts";
import { webAssembly } from "./web-assembly.ts";

const unheard = (): void => {};

/** Bytes of coarse records that this thread reads for one search, and for all of a turn: a tenth of a millisecond, and one. */
const MOST_HERE = 2 * 2 ** 20;
const MOST_A_TURN = 16 * 2 ** 20;

const MOST_WANTED = 1_000;

/** What there is once WebAssembly was found to work. */
interface Opened {
  readonly rows: RowMemory;
  readonly scan: Scan;
  readonly threads: SearchThreads;
}

interface Put {
  readonly entry: IndexedVector;
  resolve(isFound: boolean): void;
  reject(error: unknown): void;
}

interface Removal {
  readonly id: string;
  resolve(): void;
}

/** A row that nobody finds any more. */
interface Wipe {
  readonly row: number;
  /** As many searches were sent to each thread before, and may still read it. */
  readonly sent: readonly number[];
  wiped(): void;
}

export class VectorIndex {
  readonly #terms: IndexTerms;
  readonly #layout: Layout;
  readonly #changes = new Slices<Put | Removal>((change) =>
    "entry" in change ? this.#written(change) : this.#removed(change),
  );
  readonly #wipes = new Slices<Wipe>((wipe) => this.#wiped(wipe));
  readonly #unseen = new Unseen();
  #directory = new Directory();
  #opened: Opened | undefined;
  #closed: Error | undefined;
  /** Bytes that were read in this turn. */
  #read = 0;

  /** Throws `RangeError` where the terms allow no vector at all. */
  constructor(terms: IndexTerms) {
    const { dimension, ceiling } = terms;
    if (!Number.isInteger(dimension) || dimension < 1 || dimension > MOST_DIMENSION)
      throw new RangeError(`The dimension of vectors is a whole number from 1 to ${MOST_DIMENSION}, not ${dimension}.`);
    this.#terms = terms;
    this.#layout = layoutOf(dimension);
    const least = pagesFor(this.#layout, 1) * PAGE;
    if (!(ceiling >= least))
      throw new RangeError(
        `An index of ${dimension} dimensions needs ${least} bytes to begin with: ${ceiling} are too few.`,
      );
  }

  get size(): number {
    return this.#directory.size;
  }

  /** That its vectors take. */
  get bytes(): number {
    return this.#opened?.rows.bytes ?? 0;
  }

  /**
   * In place of another one with its id. Settles when searches find it, with whether they do: not where there is no room, or it was removed
   * meanwhile. Rejects with `RangeError` where the vector is none, and where there is no WebAssembly.
   */
  put(entry: IndexedVector): Promise<boolean> {
    return new Promise((resolve, reject) => this.#changes.add({ entry, resolve, reject }));
  }

  /** Settles when no search finds it any more, and it was overwritten. */
  remove(id: string): Promise<void> {
    return new Promise((resolve) => this.#changes.add({ id, resolve }));
  }

  /**
   * Of what is there now; what goes meanwhile is not in the answer. Rejects with `RangeError` where the vector is none, and where it cannot
   * be searched: there is no WebAssembly, the thread has died or has too much to do, or the index was closed.
   */
  async nearest({ partition, vector, most, now }: Search): Promise<Nearest> {
    checkVector(vector, this.#terms.dimension);
    if (!Number.isInteger(most) || most < 1 || most > MOST_WANTED)
      throw new RangeError(`From 1 to ${MOST_WANTED} vectors can be wanted, not ${most}.`);
    const { scan, threads } = this.#open();
    const waiting = this.#changes.count((change) => "entry" in change && change.entry.partition === partition);
    const unseen = waiting + this.#unseen.count(partition, now);
    const rows = this.#directory.rowsOf(partition);
    const task = { query: vector, most, now };
    const result: ScanResult = this.#isReadHere(rows.length * this.#layout.coarse)
      ? scan.nearest({ ...task, rows })
      : await threads.search({ ...task, rows });
    const found = result.rows.flatMap((row, i) => {
      const id = this.#directory.idOf(row);
      return id === undefined ? [] : [{ id, cosine: result.cosines[i]! }];
    });
    return { found, unseen };
  }

  /** Removes what has expired, and settles with how many when all of it was found. */
  async expire(now: number): Promise<number> {
    let count = 0;
    const rows = this.#opened?.rows;
    for (let row = 0; rows && row < rows.end; row++) {
      // A turn has few of them.
      if (row % 1_000 === 999) await new Promise(setImmediate);
      const id = this.#directory.idOf(row);
      if (id === undefined || rows.expiresOf(row) > now) continue;
      this.#takeOut(id, unheard);
      count++;
    }
    return count;
  }

  /** What waits is rejected. Settles when no thread is left. */
  async close(): Promise<void> {
    this.#closed ??= new Error("The index was closed.");
    const opened = this.#opened;
    // Nobody reads what lies there.
    this.#opened = undefined;
    this.#directory = new Directory();
    await opened?.threads.end(this.#closed);
  }

  #written({ entry, resolve, reject }: Put): boolean {
    const { id, partition, vector, expires } = entry;
    try {
      checkVector(vector, this.#terms.dimension);
      const { rows } = this.#open();
      this.#takeOut(id, unheard);
      const row = rows.write({ vector, expires });
      // There will be room.
      if (row === undefined && !this.#wipes.isEmpty) return false;
      if (row === undefined) this.#unseen.add(id, partition, expires);
      else this.#directory.add(id, partition, row);
      resolve(row !== undefined);
    } catch (error) {
      reject(error);
    }
    return true;
  }

  #removed({ id, resolve }: Removal): boolean {
    this.#takeOut(id, resolve);
    return true;
  }

  /** Calls when nothing of it is left. */
  #takeOut(id: string, wiped: () => void): void {
    this.#unseen.remove(id);
    const row = this.#directory.remove(id);
    if (row === undefined) wiped();
    else this.#wipes.add({ row, sent: this.#opened!.threads.sent, wiped });
  }

  #wiped({ row, sent, wiped }: Wipe): boolean {
    if (this.#opened) {
      const { rows, threads } = this.#opened;
      if (!threads.haveEnded(sent)) return false;
      rows.wipe(row);
      this.#changes.go();
    }
    wiped();
    return true;
  }

  #isReadHere(bytes: number): boolean {
    if (bytes > MOST_HERE || this.#read + bytes > MOST_A_TURN) return false;
    if (this.#read === 0) {
      setImmediate(() => {
        this.#read = 0;
      });
    }
    this.#read += bytes;
    return true;
  }

  #open(): Opened {
    if (this.#closed) throw this.#closed;
    if (this.#opened) return this.#opened;
    const { Module } = webAssembly();
    const module = new Module(Buffer.from(scanModule, "base64"));
    const rows = new RowMemory(this.#layout, this.#terms.ceiling);
    const { memory } = rows;
    const scan = new Scan(memory, module, this.#layout, 0);
    const threads = new SearchThreads({ memory, module, layout: this.#layout }, () => this.#wipes.go());
    this.#opened = { rows, scan, threads };
    return this.#opened;
  }
}
