import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface StartedRedis {
  readonly url: string;
  stop(): Promise<void>;
}

/** Of the system's package, with append-only persistence, on a port of its own; undefined where there is none. */
export async function startRedis(): Promise<StartedRedis | undefined> {
  if (spawnSync("redis-server", ["--version"]).status !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "pointsman-bench-redis-"));
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const where = ["--port", String(port), "--bind", "127.0.0.1", "--dir", folder];
  const server = spawn("redis-server", [...where, "--save", "", "--appendonly", "yes"]);
  const ended = once(server, "exit");
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (text: Buffer) => {
      if (text.includes("Ready to accept connections")) resolve();
    });
    server.once("exit", () => reject(new Error("redis-server has ended.")));
  });
  const stop = async (): Promise<void> => {
    server.kill();
    await ended;
    rmSync(folder, { recursive: true });
  };
  return { url: `redis://127.0.0.1:${port}`, stop };
}
