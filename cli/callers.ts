/** Who may call what `serve` serves: keys of a file, of the store, of the environment, or one that is new. */
import { existsSync } from "node:fs";
import type { RuntimeOptions } from "../runtime/main.ts";
import { hashKey } from "../runtime/state/keys.ts";
import { openStore } from "../runtime/state/store/open-store.ts";
import { shownPlace } from "../runtime/state/store/shown-place.ts";
import type { Store } from "../runtime/state/store/store.ts";
import type { Terminal } from "./command.ts";
import type { CallerKey } from "./greeting.ts";
import { readKeysFile } from "./keys-file.ts";
import { newKey } from "./new-key.ts";
import { stateFile } from "./state-place.ts";
import { UsageError } from "./usage-error.ts";
import { refusedInWords } from "./with-store.ts";

export interface Callers extends Pick<RuntimeOptions, "keys" | "storedKeys"> {
  /** What is said about them. */
  readonly key: CallerKey;
  close(): Promise<void>;
}

export interface CallersAsked {
  /** A path. */
  readonly keys?: string | undefined;
  readonly open: boolean;
  /** As `openStore` takes it. */
  readonly state: string;
  /** Whatever keys there are, something is kept there: else a file counts where it is. */
  readonly isKept: boolean;
}

export async function openCallers(asked: CallersAsked, env: Terminal["env"]): Promise<Callers> {
  const { keys: path, open, state: place, isKept } = asked;
  if (path !== undefined && open) throw new UsageError("--keys and --open exclude each other");
  if (open) return { keys: "open", key: { kind: "open" }, close: async () => {} };
  const file = path === undefined ? undefined : { path, keys: readKeysFile(path) };
  const own = env.POINTSMAN_KEY;
  if (own && !/^\S+$/.test(own)) throw new UsageError("POINTSMAN_KEY must not hold white space");
  const store = await openedStore(place, isKept);
  const close = async () => store?.close();
  const count = store ? (await store.keys.list()).filter(({ revoked }) => revoked === undefined).length : 0;
  const storedKeys = store?.keys;
  if (file) {
    const inFile: CallerKey = { kind: "file", path: file.path, count: file.keys.length };
    const key: CallerKey = count > 0 ? { kind: "store", place: shownPlace(place), count, file: inFile } : inFile;
    return { keys: file.keys, storedKeys, key, close };
  }
  if (!own && count > 0)
    return { keys: [], storedKeys, key: { kind: "store", place: shownPlace(place), count }, close };
  return { ...oneKey(own), storedKeys, close };
}

function oneKey(own: string | undefined): Pick<Callers, "keys" | "key"> {
  const key = own || newKey();
  return {
    keys: [{ id: "default", hash: hashKey(key), tags: [] }],
    key: own ? { kind: "variable", name: "POINTSMAN_KEY" } : { kind: "generated", key },
  };
}

/** What ends with the process has no keys. */
async function openedStore(place: string, isKept: boolean): Promise<Store | undefined> {
  if (place === "memory") return undefined;
  const file = stateFile(place);
  if (!isKept && (file === undefined || !existsSync(file))) return undefined;
  return refusedInWords(() => openStore(place));
}
