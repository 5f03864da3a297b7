/** Whether money may be kept in a Redis as it is set up. */
import type { Ask } from "./redis-connection.ts";
import { readSetUp, refuseFor, requireServer } from "./redis-set-up.ts";
import type { RedisOptions } from "./redis-url.ts";

/** Throws a `StoreError` with the setting to change. */
export async function checkSettings(ask: Ask, options: RedisOptions): Promise<void> {
  const setUp = await readSetUp(ask, options);
  const refuse = refuseFor("budgets", options);
  const unknown = (setting: string): string =>
    `it tells nobody its setting of ${setting} (CONFIG GET is refused, and INFO does not say)`;

  requireServer(setUp, refuse);
  const { appends, eviction } = setUp;
  if (appends === undefined) refuse("persistence", unknown("appendonly"));
  else if (!appends) refuse("persistence", "it would forget what was spent when it restarts: set appendonly to yes");
  if (eviction === undefined) refuse("eviction", unknown("maxmemory-policy"));
  else if (eviction !== "noeviction")
    refuse("eviction", `it may evict what was spent: set maxmemory-policy to noeviction, and not ${eviction}`);
}
