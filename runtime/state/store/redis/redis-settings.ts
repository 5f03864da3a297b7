/** Whether money may be kept in a Redis as it is set up. */
import { StoreError } from "../store.ts";
import { isShutOut } from "./redis-fault.ts";
import type { RedisOptions } from "./redis-url.ts";

const OLDEST = [6, 2];

type Ask = (command: readonly string[]) => Promise<unknown>;

/** Throws a `StoreError` with the setting to change. */
export async function checkSettings(ask: Ask, { name, vouched }: RedisOptions): Promise<void> {
  const [info, persistence, eviction] = await Promise.all([
    infoOf(ask),
    configOf(ask, "appendonly"),
    configOf(ask, "maxmemory-policy"),
  ]);
  // As long as it reads its file it writes none, and says so.
  if (info.get("loading") === "1") throw new StoreError("away", `The store ${name} is still reading what was in it.`);
  const refuse = (vouch: string, why: string): void => {
    if (vouched.has(vouch)) return;
    throw new StoreError(
      "settings",
      `The store ${name} is not fit for budgets: ${why}. Where it is fit all the same and you answer for that, add ?vouch=${vouch} to its URL.`,
    );
  };
  const unknown = (setting: string): string =>
    `it tells nobody its setting of ${setting} (CONFIG GET is refused, and INFO does not say)`;

  if (info.get("cluster_enabled") === "1" || info.get("redis_mode") === "cluster")
    refuse(
      "cluster",
      "it is a cluster, which may lose writes at a failover: name a single server (cluster-enabled no)",
    );
  const version = info.get("redis_version");
  if (version === undefined) refuse("version", "it does not say its version, which must be 6.2 or newer");
  else if (isOlder(version)) refuse("version", `it is Redis ${version}: run 6.2 or newer, or Valkey`);

  const appends = info.has("aof_enabled") ? info.get("aof_enabled") === "1" : persistence && persistence === "yes";
  if (appends === undefined) refuse("persistence", unknown("appendonly"));
  else if (!appends) refuse("persistence", "it would forget what was spent when it restarts: set appendonly to yes");
  const policy = info.get("maxmemory_policy") ?? eviction;
  if (policy === undefined) refuse("eviction", unknown("maxmemory-policy"));
  else if (policy !== "noeviction")
    refuse("eviction", `it may evict what was spent: set maxmemory-policy to noeviction, and not ${policy}`);
}

/** Empty where it is refused. */
async function infoOf(ask: Ask): Promise<Map<string, string>> {
  const text = await ask(["INFO"]).catch(unlessRefused);
  const lines = typeof text === "string" ? text.matchAll(/^(\w+):(.*?)\r?$/gm) : [];
  return new Map([...lines].map(([, name = "", value = ""]) => [name, value]));
}

async function configOf(ask: Ask, setting: string): Promise<string | undefined> {
  const found = await ask(["CONFIG", "GET", setting]).catch(unlessRefused);
  return Array.isArray(found) && typeof found[1] === "string" ? found[1] : undefined;
}

/** Managed services refuse what they do not want asked, each in its own words; who was not let in is refused everything. */
function unlessRefused(error: unknown): undefined {
  if (error instanceof StoreError && (error.fault === "away" || isShutOut(error))) throw error;
}

function isOlder(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major < OLDEST[0]! || (major === OLDEST[0] && minor < OLDEST[1]!);
}
