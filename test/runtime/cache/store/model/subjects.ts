/** The stores of the cache, each with one that follows it. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openCacheStore } from "../../../../../runtime/cache/store/open-cache-store.ts";
import { hasRedis, RedisServer } from "../../../state/store/redis-server.ts";
import { Follower } from "../follower.ts";
import { CEILING, type Subject } from "./run-sequence.ts";

export interface Subjects {
  readonly all: readonly Subject[];
  close(): Promise<void>;
}

export async function openSubjects(): Promise<Subjects> {
  const closing: (() => unknown)[] = [];
  const folder = mkdtempSync(join(tmpdir(), "pointsman-cache-model-"));
  closing.push(() => rmSync(folder, { recursive: true }));
  const all = [await opened("memory", "memory", closing)];
  all.push(await opened("sqlite", `sqlite:${join(folder, "cache.db")}`, closing));
  if (hasRedis) {
    const server = await RedisServer.start();
    closing.push(() => server.stop());
    all.push(await opened("redis", `${server.url}?timeout=30000`, closing));
  }
  const close = async (): Promise<void> => {
    for (const one of closing) await one();
  };
  return { all, close };
}

async function opened(name: string, place: string, closing: (() => unknown)[]): Promise<Subject> {
  const store = await openCacheStore(place, { ceiling: CEILING });
  const follower = new Follower();
  const end = await store.follow(follower.listen);
  // The last that is opened is the first that is closed.
  closing.unshift(end, () => store.close());
  return { name, store, follower };
}
