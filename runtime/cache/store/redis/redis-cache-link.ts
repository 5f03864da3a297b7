/** The way to a Redis that keeps answers. */
import { randomBytes, randomUUID } from "node:crypto";
import { RedisConnection, type RedisUse } from "../../../state/store/redis/redis-connection.ts";
import { RedisConnections } from "../../../state/store/redis/redis-connections.ts";
import type { RedisOptions } from "../../../state/store/redis/redis-url.ts";
import type { Script } from "../../../state/store/redis/script.ts";
import { StoreError } from "../../../state/store/store.ts";
import { beginScript, cacheScripts } from "./cache-scripts.ts";
import { checkCacheSettings } from "./cache-settings.ts";

const cacheUse: RedisUse = { check: checkCacheSettings, scripts: cacheScripts };

/** What a store says of itself. */
export interface StoreFacts {
  /** Another one for a store that has lost all that was in it. */
  readonly epoch: string;
  readonly secret: string;
  /** The last turn of the changes that are kept no more; undefined where there is none. */
  readonly trimmed: string | undefined;
}

export class RedisCacheLink {
  readonly options: RedisOptions;
  readonly #connections: RedisConnections<{ readonly connection: RedisConnection }>;
  #current: RedisConnection | undefined;
  /** Why there is none. */
  #away: StoreError | undefined;
  #opening: Promise<void> | undefined;

  constructor(options: RedisOptions) {
    this.options = options;
    this.#connections = new RedisConnections(options.name, async () => {
      return { connection: await RedisConnection.open(options, cacheUse) };
    });
  }

  /** The first one is waited for. Where it has ended nobody waits for another, which is opened beside: what is away has nothing to say. */
  async opened(): Promise<RedisConnection> {
    const isFirst = this.#current === undefined;
    if (this.#current?.isOpen) return this.#current;
    this.#opening ??= this.#open();
    if (isFirst) await this.#opening;
    if (this.#current?.isOpen) return this.#current;
    throw this.#away ?? new StoreError("away", `The store ${this.options.name} is away, and tried again.`);
  }

  async run(script: Script, args: readonly (string | number)[]): Promise<readonly unknown[]> {
    const { prefix } = this.options;
    const answer = await (await this.opened()).run(script, `${prefix}store`, [prefix, ...args.map(String)]);
    return Array.isArray(answer) ? answer : [];
  }

  async ask(command: readonly string[]): Promise<unknown> {
    return (await this.opened()).ask(command);
  }

  /** Makes what a store has that is empty. */
  async facts(): Promise<StoreFacts> {
    const [epoch, secret, trimmed] = await this.run(beginScript, [randomUUID(), randomBytes(32).toString("hex")]);
    return { epoch: String(epoch), secret: String(secret), trimmed: typeof trimmed === "string" ? trimmed : undefined };
  }

  async #open(): Promise<void> {
    try {
      this.#current = (await this.#connections.opened()).connection;
      this.#away = undefined;
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      this.#away = error;
    } finally {
      this.#opening = undefined;
    }
  }

  close(): Promise<void> {
    return this.#connections.close();
  }
}
