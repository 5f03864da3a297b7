/** The three stores, each with a way to be away. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { openStore } from "../../../../../runtime/state/store/open-store.ts";
import { SqliteStore } from "../../../../../runtime/state/store/sqlite/sqlite-store.ts";
import { CuttingProxy } from "../cutting-proxy.ts";
import { hasRedis, RedisServer } from "../redis-server.ts";
import type { Subject } from "./run-sequence.ts";

export interface Subjects {
  readonly all: readonly Subject[];
  close(): Promise<void>;
}

export async function openSubjects(): Promise<Subjects> {
  const closing: (() => unknown)[] = [];
  const all: Subject[] = [await memory(), await sqlite(closing)];
  if (hasRedis) all.push(await redis(closing));
  const close = async (): Promise<void> => {
    for (const { store } of all) await store.close();
    for (const one of closing) await one();
  };
  return { all, close };
}

async function memory(): Promise<Subject> {
  const away = async (doing: () => Promise<unknown>) => void (await doing());
  return { name: "memory", store: await openStore("memory"), away };
}

/** Another process writes for longer than anyone waits. */
async function sqlite(closing: (() => unknown)[]): Promise<Subject> {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-model-"));
  const file = join(folder, "state.db");
  const store = await SqliteStore.open({ file, isPowerSafe: false, patience: 50 });
  const other = new DatabaseSync(file);
  closing.push(
    () => other.close(),
    () => rmSync(folder, { recursive: true }),
  );
  const away = async (doing: () => Promise<unknown>): Promise<void> => {
    if (!other.isTransaction) other.exec("BEGIN IMMEDIATE");
    await doing();
    if (other.isTransaction) other.exec("COMMIT");
  };
  return { name: "sqlite", store, away };
}

/** The connection is cut before the store has heard, or before it has been heard. */
async function redis(closing: (() => unknown)[]): Promise<Subject> {
  const server = await RedisServer.start();
  const proxy = await CuttingProxy.before(server.port);
  closing.push(
    () => proxy.close(),
    () => server.stop(),
  );
  let isHeard = false;
  const away = async (doing: () => Promise<unknown>): Promise<void> => {
    isHeard = !isHeard;
    proxy.cutNext(isHeard ? "answer" : "question");
    await doing();
  };
  return { name: "redis", store: await openStore(`redis://127.0.0.1:${proxy.port}?timeout=30000`), away };
}
