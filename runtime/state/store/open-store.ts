import type { SqliteOptions } from "./sqlite/sqlite-file.ts";
import { type Store, StoreError } from "./store.ts";

/** Milliseconds after which a call gives up. */
const PATIENCE = 1_000;

/**
 * `memory` or `sqlite:<file>`. Rejects with a `StoreError` that names the setting to change. What a store needs is loaded when
 * one is opened.
 */
export async function openStore(url: string): Promise<Store> {
  if (url === "memory") return new (await import("./memory/memory-store.ts")).MemoryStore();
  if (url.startsWith("sqlite:"))
    return (await import("./sqlite/sqlite-store.ts")).SqliteStore.open(sqliteOptions(url.slice("sqlite:".length)));
  throw new StoreError("settings", `A store is memory or sqlite:<file>, and not ${url}.`);
}

/** `<file>`, or `<file>?synchronous=full`. */
function sqliteOptions(text: string): SqliteOptions {
  const [file = "", settings = ""] = text.split("?");
  if (file === "") throw new StoreError("settings", "The store sqlite: names no file: write sqlite:state.db.");
  if (!["", "synchronous=normal", "synchronous=full"].includes(settings))
    throw new StoreError(
      "settings",
      `Of the store sqlite:${text}, ?${settings} is unknown: it may be ?synchronous=full.`,
    );
  return { file, isPowerSafe: settings === "synchronous=full", patience: PATIENCE };
}
