import { unknownPlace } from "../../state/store/shown-place.ts";
import { sqliteOptions } from "../../state/store/sqlite/sqlite-place.ts";
import type { CacheStore } from "./cache-store.ts";

export interface CacheStoreOptions {
  /** Bytes that all entries may take together; default 256 MiB. The longest unused go first. */
  readonly ceiling?: number | undefined;
}

/** Of the keys in a Redis. */
const LAYOUT = "cache-1";
const CEILING = 256 * 1024 * 1024;

/**
 * `memory`, `sqlite:<file>`, `redis://…` or `rediss://…`. Rejects with a `StoreError` that names the setting to change. What a store needs is loaded when
 * one is opened.
 */
export async function openCacheStore(
  place: string,
  { ceiling = CEILING }: CacheStoreOptions = {},
): Promise<CacheStore> {
  if (place === "memory") return new (await import("./memory/memory-cache-store.ts")).MemoryCacheStore(ceiling);
  if (place.startsWith("sqlite:")) {
    const { SqliteCacheStore } = await import("./sqlite/sqlite-cache-store.ts");
    return SqliteCacheStore.open(sqliteOptions(place, { example: "sqlite:cache.db" }), ceiling);
  }
  if (/^rediss?:/.test(place)) {
    const [{ RedisCacheStore }, { redisOptions }] = await Promise.all([
      import("./redis/redis-cache-store.ts"),
      import("../../state/store/redis/redis-url.ts"),
    ]);
    return RedisCacheStore.open(redisOptions(place, LAYOUT), ceiling);
  }
  throw unknownPlace(place);
}
