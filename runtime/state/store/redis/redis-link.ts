/** The way to a Redis: connections one after the other, and whether what is at their end is still what was there. */
import { randomUUID } from "node:crypto";
import type { Met } from "../epochs.ts";
import { type Doubt, StoreError } from "../store.ts";
import { meetScript, settleDoubtScript } from "./epoch-scripts.ts";
import { RedisConnection, type RedisUse } from "./redis-connection.ts";
import { RedisConnections } from "./redis-connections.ts";
import { checkSettings } from "./redis-settings.ts";
import type { RedisOptions } from "./redis-url.ts";
import { ELSEWHERE, LATE, type Script } from "./script.ts";
import { scripts } from "./scripts.ts";

const use: RedisUse = { check: checkSettings, scripts };

interface Open {
  readonly connection: RedisConnection;
  /** Milliseconds: the server's time less `performance.now()`. */
  ahead: number;
}

export class RedisLink {
  readonly #options: RedisOptions;
  readonly #listeners: ((doubt: Doubt | undefined) => void)[] = [];
  readonly #connections: RedisConnections<Open>;
  #met: Met | undefined;
  /** The most writes that the store has told of. */
  #writes = 0;

  constructor(options: RedisOptions) {
    this.#options = options;
    this.#connections = new RedisConnections(options.name, async () => {
      const open = { connection: await RedisConnection.open(options, use), ahead: 0 };
      await this.#meet(open);
      return open;
    });
  }

  onDoubt(listener: (doubt: Doubt | undefined) => void): void {
    this.#listeners.push(listener);
  }

  async epoch(): Promise<string> {
    await this.#connections.opened();
    return this.#met!.epoch;
  }

  async doubt(): Promise<Doubt | undefined> {
    await this.#connections.opened();
    return this.#doubtOf(this.#met!);
  }

  async settleDoubt(): Promise<void> {
    await this.run(settleDoubtScript, [randomUUID()]);
    await this.#meet(await this.#connections.opened());
  }

  /** What the script answers behind the count of writes. */
  async run(script: Script, args: readonly (string | number)[]): Promise<readonly unknown[]> {
    const { patience, prefix } = this.#options;
    const until = performance.now() + patience;
    for (;;) {
      const open = await this.#connections.opened();
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
    return (await this.#connections.opened()).connection.ask(command);
  }

  close(): Promise<void> {
    return this.#connections.close();
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
