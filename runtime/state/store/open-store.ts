import type { SqliteOptions } from "./sqlite/sqlite-file.ts";
import { type Store, StoreError } from "./store.ts";

/** Milliseconds after which a call gives up. */
const PATIENCE = 1_000;

/**
 * `memory`, `sqlite:<file>`, `redis://…` or `rediss://…`. Rejects with a `StoreError` that names the setting to change. What a store needs is loaded when
 * one is opened.
 */
export async function openStore(url: string): Promise<Store> {
  if (url === "memory") return new (await import("./memory/memory-store.ts")).MemoryStore();
  if (url.startsWith("sqlite:"))
    return (await import("./sqlite/sqlite-store.ts")).SqliteStore.open(sqliteOptions(url.slice("sqlite:".length)));
  if (/^rediss?:/.test(url)) {
    const [{ RedisStore }, { redisOptions }] = await Promise.all([
      import("./redis/redis-store.ts"),
      import("./redis/redis-url.ts"),
    ]);
    return RedisStore.open(redisOptions(url));
  }
  throw new StoreError(
    "settings",
    `A store is memory, sqlite:<file> or redis://<host>, and not \`${withoutSecret(url)}\`.`,
  );
}

/** `<file>`, or `<file>?synchronous=full`. */
function sqliteOptions(text: string): SqliteOptions {
  const [file = "", settings = ""] = text.split("?");
  if (file === "") throw new StoreError("settings", "The store sqlite: names no file: write sqlite:state.db.");
  // As it is often written elsewhere, where it would be a file of the topmost folder here.
  if (/^\/\/[^/]/.test(file))
    throw new StoreError(
      "settings",
      `The store sqlite:${file} is written without the slashes: sqlite:${file.slice(2)}.`,
    );
  if (!["", "synchronous=normal", "synchronous=full"].includes(settings))
    throw new StoreError(
      "settings",
      `Of the store sqlite:${text}, ?${settings} is unknown: it may be ?synchronous=full.`,
    );
  return { file, isPowerSafe: settings === "synchronous=full", patience: PATIENCE };
}

/** What may open something is not told to a log. */
function withoutSecret(url: string): string {
  return url.replace(/\/\/.*@/, "//");
}
