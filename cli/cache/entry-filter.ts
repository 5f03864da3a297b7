/** Which entries are meant, from the command line. */
import type { CacheStore, EntryFilter } from "../../runtime/cache/store/cache-store.ts";
import { UsageError } from "../usage-error.ts";

export const filtered = {
  entry: { type: "string" },
  route: { type: "string" },
  scope: { type: "string" },
  table: { type: "string" },
} as const;

type Filtered = { readonly [name in keyof typeof filtered]?: string | undefined };

/** Undefined where no table begins so. Throws a `UsageError` where several do. */
export async function filterOf(
  { entry, route, scope, table }: Filtered,
  store: CacheStore,
  now: number,
): Promise<EntryFilter | undefined> {
  const id = entry === undefined ? undefined : idOf(entry);
  if (table === undefined) return { id, route, scope };
  const all = await store.list({ id, route, scope }, Number.MAX_SAFE_INTEGER, now);
  const hashes = new Set(all.map((one) => one.table).filter((hash) => beginsSo(hash, table)));
  const [hash, other] = hashes;
  if (other !== undefined)
    throw new UsageError(
      `--table: there are answers of ${hashes.size} tables that begin with \`${table}\`: name more of it`,
    );
  return hash === undefined ? undefined : { id, route, scope, table: hash };
}

/** Callers are told an entry with a mark of their own behind it. */
export function idOf(entry: string): string {
  return entry.split(".", 1)[0] ?? "";
}

/** With or without the name of the hash. */
function beginsSo(hash: string, text: string): boolean {
  return hash.startsWith(text) || hash.replace(/^sha256-/, "").startsWith(text);
}
