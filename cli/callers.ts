/** Who may call what `serve` serves: keys of a file, of the store, of the environment, or one that is new. */
import { existsSync } from "node:fs";
import type { RuntimeOptions } from "../runtime/main.ts";
import { hashKey, type KeyRecord } from "../runtime/state/keys.ts";
import { shownPlace } from "../runtime/state/store/shown-place.ts";
import type { Terminal } from "./command.ts";
import type { CallerKey, OwnKey } from "./greeting.ts";
import { readKeysFile } from "./keys-file.ts";
import { newKey } from "./new-key.ts";
import { stateFile } from "./state-place.ts";
import { UsageError } from "./usage-error.ts";

export interface Callers extends Pick<RuntimeOptions, "keys" | "spareKey" | "storedKeys"> {
  /** What is said about them. `stored`: how many the store has, where it was read. */
  said(stored: number | undefined): CallerKey;
}

export interface CallersAsked {
  /** A path. */
  readonly keys?: string | undefined;
  readonly open: boolean;
  /** As `openStore` takes it. */
  readonly place: string;
  /** It was said on the command line: else a file counts where it is, or once a policy needs it. */
  readonly isPlaceNamed: boolean;
}

export function callersOf(asked: CallersAsked, env: Terminal["env"]): Callers {
  const { keys: path, open, place } = asked;
  if (path !== undefined && open) throw new UsageError("--keys and --open exclude each other");
  if (open) return { keys: "open", said: () => ({ kind: "open" }) };
  const own = ownKeys(path, env.POINTSMAN_KEY);
  return {
    ...own,
    storedKeys: storedKeys(asked),
    said: (count) => {
      const stored = count ? { place: shownPlace(place), count } : undefined;
      return { kind: "asked", ...(own.spareKey && stored ? {} : { own: own.said }), ...(stored && { stored }) };
    },
  };
}

interface OwnKeys {
  readonly keys: readonly KeyRecord[];
  readonly spareKey?: KeyRecord;
  readonly said: OwnKey;
}

function ownKeys(path: string | undefined, own: string | undefined): OwnKeys {
  const keys = path === undefined ? undefined : readKeysFile(path);
  if (own && !/^\S+$/.test(own)) throw new UsageError("POINTSMAN_KEY must not hold white space");
  if (path !== undefined && keys) return { keys, said: { kind: "file", path, count: keys.length } };
  if (own) return { keys: [defaultKey(own)], said: { kind: "variable", name: "POINTSMAN_KEY" } };
  const key = newKey();
  return { keys: [], spareKey: defaultKey(key), said: { kind: "generated", key } };
}

function defaultKey(key: string): KeyRecord {
  return { id: "default", hash: hashKey(key), tags: [] };
}

/** What ends with the process has no keys. */
function storedKeys({ place, isPlaceNamed }: CallersAsked): RuntimeOptions["storedKeys"] {
  if (place === "memory") return undefined;
  const file = stateFile(place);
  return isPlaceNamed || (file !== undefined && existsSync(file)) ? "always" : "where-open";
}
