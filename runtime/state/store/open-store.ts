import { type Store, StoreError } from "./store.ts";

/**
 * `memory`, so far. Rejects with a `StoreError` that names the setting to change.
 * What a store needs is loaded when one is opened.
 */
export async function openStore(url: string): Promise<Store> {
  if (url === "memory") return new (await import("./memory/memory-store.ts")).MemoryStore();
  throw new StoreError("settings", `A store is memory, and not ${url}.`);
}
