/** A Redis of the system's package, on a port of its own, with append-only persistence. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@redis/client";
import { freePort } from "../../../free-port.ts";

/** Where there is none, the tests that need it are skipped. */
export const hasRedis: boolean = spawnSync("redis-server", ["--version"]).status === 0;

/** What it answered it has on its disk. By itself it has it within a second or two: it does not wait for a disk that is slow. */
export const durable: readonly string[] = ["--appendfsync", "always"];

export class RedisServer {
  readonly port: number;
  readonly folder: string;
  readonly #settings: readonly string[];
  #process: ChildProcess | undefined;

  private constructor(port: number, settings: readonly string[], folder: string) {
    this.port = port;
    this.folder = folder;
    this.#settings = settings;
  }

  /** `settings`: as its command line has them. */
  static async start(settings: readonly string[] = [], folder?: string): Promise<RedisServer> {
    const dir = folder ?? mkdtempSync(join(tmpdir(), "pointsman-redis-"));
    const server = new RedisServer(await freePort(), settings, dir);
    await server.restart();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** On its own port and in its own folder. */
  async restart(settings: readonly string[] = this.#settings): Promise<void> {
    const port = ["--port", String(this.port), "--bind", "127.0.0.1", "--dir", this.folder];
    const started = spawn("redis-server", [...port, "--save", "", "--appendonly", "yes", ...settings], {
      stdio: "ignore",
    });
    this.#process = started;
    for (;;) {
      if (started.exitCode !== null) throw new Error(`redis-server has ended with ${started.exitCode}`);
      if (await this.ask(["PING"]).then((answer) => answer === "PONG", isNoAuth)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** As by someone at its console. */
  async ask(command: readonly string[]): Promise<unknown> {
    const client = createClient({
      url: this.url,
      RESP: 2,
      disableClientInfo: true,
      socket: { reconnectStrategy: false },
    });
    client.on("error", () => {});
    try {
      await client.connect();
      return await client.sendCommand(command);
    } finally {
      if (client.isOpen) client.destroy();
    }
  }

  /** The process stays, and does nothing. */
  hang(): void {
    this.#process?.kill("SIGSTOP");
  }

  goOn(): void {
    this.#process?.kill("SIGCONT");
  }

  async kill(): Promise<void> {
    const ending = this.#process;
    this.#process = undefined;
    if (ending === undefined || ending.exitCode !== null) return;
    const ended = new Promise((resolve) => ending.once("exit", resolve));
    ending.kill("SIGKILL");
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** It is there and wants a password. */
function isNoAuth(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("NOAUTH");
}
