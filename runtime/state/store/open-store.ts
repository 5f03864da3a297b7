import { unknownPlace } from "./shown-place.ts";
import { sqliteOptions } from "./sqlite/sqlite-place.ts";
import type { Store } from "./store.ts";

/** Of the keys in a Redis. */
const LAYOUT = "1";
const SAID = { option: "--state", example: "sqlite:state.db" };

/**
 * `memory`, `sqlite:<file>`, `redis://…` or `rediss://…`. Rejects with a `StoreError` that names the setting to change. What a store needs is loaded when
 * one is opened.
 */
export async function openStore(url: string): Promise<Store> {
  if (url === "memory") return new (await import("./memory/memory-store.ts")).MemoryStore();
  if (url.startsWith("sqlite:"))
    return (await import("./sqlite/sqlite-store.ts")).SqliteStore.open(sqliteOptions(url, SAID));
  if (/^rediss?:/.test(url)) {
    const [{ RedisStore }, { redisOptions }] = await Promise.all([
      import("./redis/redis-store.ts"),
      import("./redis/redis-url.ts"),
    ]);
    return RedisStore.open(redisOptions(url, LAYOUT));
  }
  throw unknownPlace(url);
}
