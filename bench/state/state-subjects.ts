/** Each store, and its engine without one. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { createClient } from "@redis/client";
import { openStore } from "../../runtime/state/store/open-store.ts";
import type { Store } from "../../runtime/state/store/store.ts";
import { startRedis } from "./start-redis.ts";

export interface StateSubject {
  readonly name: string;
  readonly store: Store;
  /** Two writes of a number, for each of so many that come at once. */
  bare(together: number): Promise<void>;
  close(): Promise<void>;
}

export async function memorySubject(): Promise<StateSubject> {
  const store = await openStore("memory");
  const numbers = new Map([["n", 0]]);
  const write = async (): Promise<void> => void numbers.set("n", numbers.get("n")! + 1);
  const bare = async (together: number): Promise<void> => {
    await Promise.all(Array.from({ length: together }, () => write().then(write)));
  };
  return { name: "memory", store, bare, close: () => store.close() };
}

/** What comes at once is one transaction, in both. */
export async function sqliteSubject(): Promise<StateSubject> {
  const folder = mkdtempSync(join(tmpdir(), "pointsman-bench-"));
  const store = await openStore(`sqlite:${join(folder, "state.db")}`);
  const database = new DatabaseSync(join(folder, "bare.db"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  database.exec(
    "CREATE TABLE numbers (id TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID; INSERT INTO numbers VALUES ('n', 0)",
  );
  const [begin, write, commit] = ["BEGIN IMMEDIATE", "UPDATE numbers SET n = n + 1 WHERE id = 'n'", "COMMIT"].map(
    (sql) => database.prepare(sql),
  );
  const bare = async (together: number): Promise<void> => {
    for (let i = 0; i < 2; i++) {
      begin!.run();
      for (let j = 0; j < together; j++) write!.run();
      commit!.run();
    }
  };
  const close = async (): Promise<void> => {
    await store.close();
    database.close();
    rmSync(folder, { recursive: true });
  };
  return { name: "SQLite", store, bare, close };
}

/** Undefined where there is no Redis here. */
export async function redisSubject(): Promise<StateSubject | undefined> {
  const server = await startRedis();
  if (server === undefined) return undefined;
  const store = await openStore(server.url);
  const client = createClient({ url: server.url, RESP: 2 });
  await client.connect();
  const write = () => client.incr("n");
  const bare = async (together: number): Promise<void> => {
    await Promise.all(Array.from({ length: together }, () => write().then(write)));
  };
  const close = async (): Promise<void> => {
    await store.close();
    client.destroy();
    await server.stop();
  };
  return { name: "Redis", store, bare, close };
}
