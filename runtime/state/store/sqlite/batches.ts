/** What arrives in one turn of the event loop is done in one transaction. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { inOneVisit } from "../../../turn.ts";
import type { StoreError } from "../store.ts";
import { closedFault, isBusy, sqliteFault } from "./sqlite-fault.ts";
import { PAUSE, type SqliteOptions } from "./sqlite-file.ts";

interface Work {
  readonly until: number;
  run(): void;
  done(): void;
  fail(error: StoreError): void;
}

/** What is put off within a transaction. */
export interface PutOff {
  /** Before it is committed. */
  write(): void;
  /** It was undone. */
  drop(): void;
}

export type BatchOptions = Omit<SqliteOptions, "isPowerSafe">;

export class Batches {
  readonly #options: BatchOptions;
  #begin: StatementSync;
  #commit: StatementSync;
  #database: DatabaseSync;
  #putOff: readonly PutOff[];
  #waiting: Work[] = [];
  #isPlanned = false;
  #isClosed = false;

  constructor(database: DatabaseSync, putOff: readonly PutOff[], options: BatchOptions) {
    this.#options = options;
    this.#database = database;
    this.#putOff = putOff;
    [this.#begin, this.#commit] = framesOf(database);
  }

  /** `work` is all done or not at all, with all that came in its turn. It must wait for nothing. */
  run<T>(work: () => T): Promise<T> {
    if (this.#isClosed) return Promise.reject(closedFault(this.#options));
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let result: T;
    this.#waiting.push({
      until: performance.now() + this.#options.patience,
      run: () => {
        result = work();
      },
      done: () => resolve(result),
      fail: reject,
    });
    this.#plan();
    return promise;
  }

  /** The file was opened anew. */
  replace(database: DatabaseSync, putOff: readonly PutOff[]): void {
    this.#database = database;
    this.#putOff = putOff;
    [this.#begin, this.#commit] = framesOf(database);
  }

  /** What has arrived is still done. */
  close(): void {
    this.#isClosed = true;
    const all = this.#waiting;
    this.#waiting = [];
    if (all.length > 0) this.#do(all);
  }

  #plan(): void {
    if (this.#isPlanned) return;
    this.#isPlanned = true;
    inOneVisit(this.#flush);
  }

  readonly #flush = (): void => {
    this.#isPlanned = false;
    const all = this.#waiting;
    this.#waiting = [];
    if (all.length > 0) this.#do(all);
  };

  #do(all: readonly Work[]): void {
    try {
      this.#begin.run();
      for (const { run } of all) run();
      for (const put of this.#putOff) put.write();
      this.#commit.run();
    } catch (error) {
      this.#undo();
      this.#failed(all, error);
      return;
    }
    for (const { done } of all) done();
  }

  #undo(): void {
    for (const put of this.#putOff) put.drop();
    try {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
    } catch {
      // What broke it is what is told; SQLite has undone it itself.
    }
  }

  /** Another process that writes is waited for, without stopping this one. What fails otherwise fails by itself. */
  #failed(all: readonly Work[], error: unknown): void {
    const now = performance.now();
    const isAgain = isBusy(error) && !this.#isClosed;
    if (!isBusy(error) && all.length > 1) {
      for (const work of all) this.#do([work]);
      return;
    }
    const again = isAgain ? all.filter(({ until }) => until > now) : [];
    for (const work of all) if (!again.includes(work)) work.fail(sqliteFault(this.#options, error));
    if (again.length === 0) return;
    this.#waiting = [...again, ...this.#waiting];
    this.#isPlanned = true;
    setTimeout(this.#flush, PAUSE);
  }
}

function framesOf(database: DatabaseSync): [StatementSync, StatementSync] {
  return [database.prepare("BEGIN IMMEDIATE"), database.prepare("COMMIT")];
}
