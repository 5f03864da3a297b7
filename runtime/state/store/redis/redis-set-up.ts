/** How a Redis is set up, as far as it tells. */
import { StoreError } from "../store.ts";
import type { Ask } from "./redis-connection.ts";
import { isShutOut } from "./redis-fault.ts";
import type { RedisOptions } from "./redis-url.ts";

const OLDEST = [6, 2];

export interface RedisSetUp {
  /** What INFO says; empty where it is refused. */
  readonly info: ReadonlyMap<string, string>;
  /** Undefined: it does not say. */
  readonly appends: boolean | undefined;
  readonly eviction: string | undefined;
}

/** Throws a `StoreError` for one that is not ready. */
export async function readSetUp(ask: Ask, { name }: RedisOptions): Promise<RedisSetUp> {
  const [info, persistence, eviction] = await Promise.all([
    infoOf(ask),
    configOf(ask, "appendonly"),
    configOf(ask, "maxmemory-policy"),
  ]);
  // As long as it reads its file it writes none, and says so.
  if (info.get("loading") === "1") throw new StoreError("away", `The store ${name} is still reading what was in it.`);
  const enabled = info.get("aof_enabled");
  return {
    info,
    appends: enabled === undefined ? isYes(persistence) : enabled === "1",
    eviction: info.get("maxmemory_policy") ?? eviction,
  };
}

/** Throws unless an operator vouches for it. `why`: what is wrong, and the setting to change. */
export type Refuse = (vouch: string, why: string) => void;

export function refuseFor(use: string, { name, vouched }: RedisOptions): Refuse {
  return (vouch, why) => {
    if (vouched.has(vouch)) return;
    throw new StoreError(
      "settings",
      `The store ${name} is not fit for ${use}: ${why}. Where it is fit all the same and you answer for that, add ?vouch=${vouch} to its URL.`,
    );
  };
}

/** A single one, and new enough. */
export function requireServer({ info }: RedisSetUp, refuse: Refuse): void {
  if (info.get("cluster_enabled") === "1" || info.get("redis_mode") === "cluster")
    refuse(
      "cluster",
      "it is a cluster, which may lose writes at a failover: name a single server (cluster-enabled no)",
    );
  const version = info.get("redis_version");
  if (version === undefined) refuse("version", "it does not say its version, which must be 6.2 or newer");
  else if (isOlder(version)) refuse("version", `it is Redis ${version}: run 6.2 or newer, or Valkey`);
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

function isYes(setting: string | undefined): boolean | undefined {
  return setting === undefined ? undefined : setting === "yes";
}
