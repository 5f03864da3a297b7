/** Connections to one Redis, one after the other. */
import { StoreError } from "../store.ts";
import type { RedisConnection } from "./redis-connection.ts";

/** Milliseconds after one that failed before another connection is tried. */
const PAUSE = 200;

/** `Open`: a connection, with what is known of its other end. */
export class RedisConnections<Open extends { readonly connection: RedisConnection }> {
  readonly #name: string;
  readonly #connect: () => Promise<Open>;
  #open: Promise<Open> | undefined;
  #failed: { readonly why: StoreError; readonly until: number } | undefined;
  #closed: StoreError | undefined;

  /** `name`: of the store, for messages. */
  constructor(name: string, connect: () => Promise<Open>) {
    this.#name = name;
    this.#connect = connect;
  }

  /** The one that is open, or another. Rejects with why there is none. */
  async opened(): Promise<Open> {
    if (this.#closed !== undefined) throw this.#closed;
    if (this.#failed !== undefined && performance.now() < this.#failed.until) throw this.#failed.why;
    this.#open ??= this.#opening();
    const open = await this.#open;
    if (open.connection.isOpen) return open;
    this.#open = undefined;
    return this.opened();
  }

  async close(): Promise<void> {
    const open = this.#open;
    this.#closed = new StoreError("away", `The store ${this.#name} is closed.`);
    (await open?.catch(() => undefined))?.connection.end(this.#closed);
  }

  async #opening(): Promise<Open> {
    try {
      const open = await this.#connect();
      this.#failed = undefined;
      return open;
    } catch (error) {
      this.#open = undefined;
      if (error instanceof StoreError) this.#failed = { why: error, until: performance.now() + PAUSE };
      throw error;
    }
  }
}
