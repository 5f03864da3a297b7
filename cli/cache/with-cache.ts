/** The store that `--store` names, for the time of one command. */
import { existsSync } from "node:fs";
import type { CacheStore } from "../../runtime/cache/store/cache-store.ts";
import { openCacheStore } from "../../runtime/cache/store/open-cache-store.ts";
import { stateFile } from "../state-place.ts";
import { UsageError } from "../usage-error.ts";
import { refusedInWords } from "../with-store.ts";

/** Of every command about the cache. */
export const placed = { store: { type: "string" }, json: { type: "boolean", default: false } } as const;

/** Closes it behind `use`. Throws a `UsageError` for what the store refuses. */
export async function withCache<T>(place: string | undefined, use: (store: CacheStore) => Promise<T>): Promise<T> {
  if (place === undefined) throw new UsageError(`--store is missing: name the one of \`serve --cache\`. ${IN_MEMORY}`);
  if (place === "memory") throw new UsageError(`--store memory: ${IN_MEMORY}`);
  const file = stateFile(place);
  // Nothing is made by looking.
  if (file && !existsSync(file))
    throw new UsageError(`there is no store \`${file}\`: name the one of \`serve --cache\` with --store`);
  return refusedInWords(async () => {
    const store = await openCacheStore(place);
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  });
}

const IN_MEMORY =
  "answers in memory, its default, are in the gateway's own process, where no other one sees them: serve with --cache sqlite:<file> or redis://…; one that is wrong goes with POST /v1/cache/<entry>/wrong, and all of them go with a restart";
