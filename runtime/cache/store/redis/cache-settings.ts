/** Whether answers may be kept in a Redis as it is set up. */
import type { Ask } from "../../../state/store/redis/redis-connection.ts";
import { readSetUp, refuseFor, requireServer } from "../../../state/store/redis/redis-set-up.ts";
import type { RedisOptions } from "../../../state/store/redis/redis-url.ts";

/** Throws a `StoreError` with the setting to change. */
export async function checkCacheSettings(ask: Ask, options: RedisOptions): Promise<void> {
  const setUp = await readSetUp(ask, options);
  const refuse = refuseFor("a cache", options);
  requireServer(setUp, refuse);
  // What answers are found and dropped by has no end of its own; they have.
  if (setUp.eviction?.startsWith("allkeys-"))
    refuse(
      "eviction",
      `it may evict what answers are dropped by, and leave the answers: set maxmemory-policy to noeviction or volatile-lru, and not ${setUp.eviction}`,
    );
}
