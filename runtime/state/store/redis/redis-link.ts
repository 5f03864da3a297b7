/** The way to a Redis: connections one after the other, and whether what is at their end is still what was there. */
import { randomUUID } from "node:crypto";
import type { Met } from "../epochs.ts";
import { type Doubt, StoreError } from "../store.ts";
import { meetScript, settleDoubtScript } from "./epoch-scripts.ts";
import { RedisConnection } from "./redis-connection.ts";
import type { RedisOptions } from "./redis-url.ts";
import { ELSEWHERE, LATE, type Script } from "./script.ts";

/** Milliseconds after one that failed before another connection is tried. */
const PAUSE = 200;

interface Open {
  readonly connection: RedisConnection;
  /** Milliseconds: the server's time less `performance.now()`. */
  ahead: number;
}

export class RedisLink {
  readonly #options: RedisOptions;
  readonly #listeners: ((doubt: Doubt | undefined) => void)[] = [];
  #open: Promise<Open> | undefined;
  #failed: { readonly why: StoreError; readonly until: number } | undefined;
  #closed: StoreError | undefined;
  #met: Met | undefined;
  /** The most writes that the store has told of. */
  #writes = 0;

  constructor(options: RedisOptions) {
    this.#options = options;
  }

  onDoubt(listener: (doubt: Doubt | undefined) => void): void {
    this.#listeners.push(listener);
  }

  async epoch(): Promise<string> {
    await this.#opened();
    return this.#met!.epoch;
  }

  async doubt(): Promise<Doubt | undefined> {
    await this.#opened();
    return this.#doubtOf(this.#met!);
  }

  async settleDoubt(): Promise<void> {
    await this.run(settleDoubtScript, [randomUUID()]);
    await this.#meet(await this.#opened());
  }

  /** What the script answers behind the count of writes. */
  async run(script: Script, args: readonly (string | number)[]): Promise<readonly unknown[]> {
    const { patience, prefix } = this.#options;
    const until = performance.now() + patience;
    for (;;) {
      const open = await this.#opened();
      const latest = Math.floor(until + open.ahead);
      const all = [prefix, String(latest), this.#met!.epoch, ...args.map(String)];
      const [writes, ...answer] = listOf(await open.connection.run(script, `${prefix}store`, all));
      if (typeof writes === "number" && writes >= 0) {
        this.#writes = Math.max(this.#writes, writes);
        return answer;
      }
      if (performance.now() > until)
        throw new StoreError("away", `The store ${this.#options.name} had no time for this in ${patience} ms.`);
      // Its clock was set, or it is another one.
      if (writes === LATE || writes === ELSEWHERE) await this.#meet(open);
    }
  }

  async ask(command: readonly string[]): Promise<unknown> {
    return (await this.#opened()).connection.ask(command);
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#closed = new StoreError("away", `The store ${this.#options.name} is closed.`);
    (await open?.catch(() => undefined))?.connection.end(this.#closed);
  }

  async #opened(): Promise<Open> {
    if (this.#closed !== undefined) throw this.#closed;
    if (this.#failed !== undefined && performance.now() < this.#failed.until) throw this.#failed.why;
    this.#open ??= this.#connect();
    const open = await this.#open;
    if (open.connection.isOpen) return open;
    this.#open = undefined;
    return this.#opened();
  }

  async #connect(): Promise<Open> {
    try {
      const connection = await RedisConnection.open(this.#options);
      const open = { connection, ahead: 0 };
      await this.#meet(open);
      this.#failed = undefined;
      return open;
    } catch (error) {
      this.#open = undefined;
      if (error instanceof StoreError) this.#failed = { why: error, until: performance.now() + PAUSE };
      throw error;
    }
  }

  /** Learns the epoch, the server's time, and whether it is in doubt. */
  async #meet(open: Open): Promise<void> {
    const before = this.#met;
    const args = [before?.epoch ?? "", String(this.#writes), randomUUID(), String(Date.now())];
    const [epoch, writes, time, doubt] = listOf(
      await open.connection.run(meetScript, `${this.#options.prefix}store`, args),
    );
    // The least that it can be: nothing may be done later than is waited for.
    open.ahead = Number(time) - performance.now();
    // Another call may have learnt of it meanwhile.
    if (before !== this.#met || epoch === before?.epoch) return;
    this.#met = { epoch: String(epoch), doubt: doubt === "" ? undefined : Number(doubt) };
    this.#writes = Number(writes);
    if (before === undefined || before.doubt === this.#met.doubt) return;
    for (const listener of this.#listeners) listener(this.#doubtOf(this.#met));
  }

  #doubtOf({ doubt: since }: Met): Doubt | undefined {
    if (since === undefined) return undefined;
    const message = `The store ${this.#options.name} has lost what was in it, or the last of it, as by a restart without its file or a failover.`;
    return { since, message };
  }
}

function listOf(answer: unknown): readonly unknown[] {
  return Array.isArray(answer) ? answer : [];
}
