/** One connection to a Redis, from its opening to whatever ends it. It is never opened again. */
import { createClient } from "@redis/client";
import { StoreError } from "../store.ts";
import { isReply, redisFault, SILENT } from "./redis-fault.ts";
import type { RedisOptions } from "./redis-url.ts";
import type { Script } from "./script.ts";

export type Ask = (command: readonly string[]) => Promise<unknown>;

/** What a Redis is used for. */
export interface RedisUse {
  /** Rejects with a `StoreError` where it is not fit for that. */
  check(ask: Ask, options: RedisOptions): Promise<void>;
  /** All of them, so that a server is told them before it is asked: what comes at once then is done in its order. */
  readonly scripts: readonly Script[];
}

export class RedisConnection {
  readonly #client: ReturnType<typeof clientOf>;
  readonly #options: RedisOptions;
  /** What is asked and not answered, the oldest first. */
  readonly #waiting: Set<Waiting> = new Set();
  /** Looks at the oldest: one timer for all. */
  #timer: NodeJS.Timeout | undefined;
  #end: StoreError | undefined;
  #hasOpened = false;

  private constructor(options: RedisOptions) {
    this.#options = options;
    this.#client = clientOf(options);
    this.#client.on("error", (error: unknown) => this.end(redisFault(options.name, error, !this.#hasOpened)));
    this.#client.on("end", () =>
      this.end(new StoreError("away", `The store ${options.name} has closed the connection.`)),
    );
  }

  /** Rejects with a `StoreError` where it cannot be reached, or is not fit for its use. */
  static async open(options: RedisOptions, { check, scripts }: RedisUse): Promise<RedisConnection> {
    const connection = new RedisConnection(options);
    const opened = connection.#client
      .connect()
      .then(() => check((command) => connection.ask(command), options))
      .then(() => connection.#tell(scripts));
    try {
      await connection.#bounded(opened);
    } catch (error) {
      const fault = connection.#end ?? redisFault(options.name, error, true);
      connection.end(fault);
      throw fault;
    }
    connection.#hasOpened = true;
    return connection;
  }

  get isOpen(): boolean {
    return this.#end === undefined;
  }

  /** Where that is refused, each is told when it is first run. */
  async #tell(scripts: readonly Script[]): Promise<void> {
    await Promise.allSettled(scripts.map(({ text }) => this.ask(["SCRIPT", "LOAD", text])));
  }

  /** A silence of the server ends the connection: what was asked on it may have been done, or not. */
  async ask(command: readonly string[]): Promise<unknown> {
    if (this.#end !== undefined) throw this.#end;
    try {
      return await this.#bounded(this.#client.sendCommand(command));
    } catch (error) {
      throw this.#faultOf(error);
    }
  }

  /** In one round trip, but for a server that has forgotten the script. */
  async run({ text, sha }: Script, key: string, args: readonly string[]): Promise<unknown> {
    if (this.#end !== undefined) throw this.#end;
    const command = ["EVALSHA", sha, "1", key, ...args];
    try {
      return await this.#bounded(this.#client.sendCommand(command));
    } catch (error) {
      if (!isReply(error) || !error.message.startsWith("NOSCRIPT")) throw this.#faultOf(error);
    }
    return this.ask(["EVAL", text, "1", key, ...args]);
  }

  /** What still waits is told `why`. */
  end(why: StoreError): void {
    if (this.#end !== undefined) return;
    this.#end = why;
    clearTimeout(this.#timer);
    for (const { reject } of this.#waiting) reject(why);
    this.#client.destroy();
  }

  /** A server that cannot be written any more, or not yet, is left. */
  #faultOf(error: unknown): StoreError {
    const fault = this.#end ?? redisFault(this.#options.name, error);
    if (fault.fault === "away") this.end(fault);
    return fault;
  }

  #bounded<T>(answer: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const waiting = { until: performance.now() + this.#options.patience, reject };
      this.#waiting.add(waiting);
      this.#timer ??= this.#lookAt(waiting);
      answer.then(
        (value) => {
          this.#waiting.delete(waiting);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(waiting);
          reject(error);
        },
      );
    });
  }

  get #hint(): string {
    return this.#hasOpened ? "" : SILENT;
  }

  #lookAt({ until }: Waiting): NodeJS.Timeout {
    return setTimeout(() => {
      this.#timer = undefined;
      const [oldest] = this.#waiting;
      const { name, patience } = this.#options;
      if (oldest === undefined) return;
      if (oldest.until > performance.now()) this.#timer = this.#lookAt(oldest);
      else this.end(new StoreError("away", `The store ${name} has not answered for ${patience} ms${this.#hint}.`));
    }, until - performance.now());
  }
}

interface Waiting {
  /** As `performance.now()` has it. */
  readonly until: number;
  reject(why: unknown): void;
}

function clientOf({ url, patience }: RedisOptions) {
  return createClient({
    url,
    RESP: 2,
    disableClientInfo: true,
    disableOfflineQueue: true,
    maintNotifications: "disabled",
    // Each would have a signal of its own, which costs more than all else; silence is bounded here.
    commandOptions: { timeout: 0 },
    socket: { connectTimeout: patience, reconnectStrategy: false },
  });
}
