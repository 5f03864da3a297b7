/** Looks again and again what has changed in a file, whoever changed it. */
import { setImmediate as nextTurn } from "node:timers/promises";
import type { MeaningChange } from "../cache-store.ts";
import { ToldMeanings } from "../told-meanings.ts";
import type { SqliteChanges } from "./sqlite-changes.ts";

/** Milliseconds between two looks. */
const EVERY = 250;
/** Changes that are read without letting others go on. */
const MOST = 50;

/** Reads, for as long as others do not let it. Rejects where it cannot be read. */
type Read = <T>(read: () => T) => Promise<T>;

export class SqliteFollower {
  readonly #told: ToldMeanings;
  readonly #changes: () => SqliteChanges;
  readonly #read: Read;
  #timer: NodeJS.Timeout | undefined;
  /** Of what it has read. */
  #from: SqliteChanges | undefined;
  #turn = 0;
  #looking: Promise<void> | undefined;
  #hasEnded = false;

  /** `changes`: of the file as it is open now. */
  constructor(listener: (change: MeaningChange) => void, changes: () => SqliteChanges, read: Read) {
    this.#told = new ToldMeanings(listener);
    this.#changes = changes;
    this.#read = read;
  }

  /** Settles when all that is there was told. */
  async start(): Promise<void> {
    await this.look();
    this.#timer = setInterval(() => void this.look().catch(() => {}), EVERY);
    this.#timer.unref();
  }

  end(): void {
    this.#hasEnded = true;
    clearInterval(this.#timer);
  }

  look(): Promise<void> {
    this.#looking ??= this.#catchUp().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  async #catchUp(): Promise<void> {
    const from = this.#changes();
    // Another file, or one that was left behind: all of it is read.
    if (from !== this.#from || (await this.#read(() => from.hasTrimmed(this.#turn)))) {
      this.#from = from;
      this.#turn = 0;
      this.#told.begin();
    }
    for (let isMore = true; isMore && !this.#hasEnded; ) {
      const read = await this.#read(() => from.read(this.#turn, MOST));
      this.#turn = read.last;
      isMore = read.isMore;
      for (const change of read.changes) this.#tell(change);
      if (isMore) await nextTurn();
    }
    if (!this.#hasEnded) this.#told.reached();
  }

  #tell(change: MeaningChange): void {
    if (this.#hasEnded) return;
    if (change.kind === "put") this.#told.put(change);
    else this.#told.gone(change.id);
  }
}
