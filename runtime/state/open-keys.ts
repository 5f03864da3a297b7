/** The callers' keys of one runtime: those it is started with, and those in its store. */
import type { Clock } from "../clock.ts";
import type { KeyWatch, KeyWatchChange } from "./key-watch.ts";
import { type KeyCheck, type KeyRecord, KeyRing, type OpenedKeys, openCheck, openedKeys } from "./keys.ts";
import type { StoredKeys } from "./store/stored-keys.ts";

export interface CallerKeys {
  readonly check: KeyCheck;
  /** How many of the store there were at the start that are not revoked; undefined where it was not read. */
  readonly stored: number | undefined;
  /** Those of the store open from now on, too. Rejects where it cannot be read: then all is as before. */
  follow(stored: StoredKeys): Promise<void>;
  close(): Promise<void>;
}

export interface CallerKeysOptions {
  readonly keys: readonly KeyRecord[] | "open";
  /** One more, where the store has none at the start. */
  readonly spare?: KeyRecord | undefined;
  /** Followed from the start. */
  readonly stored?: StoredKeys | undefined;
  readonly clock: Clock;
  /** Milliseconds that the store's keys open while it is away; default an hour. */
  readonly grace?: number | undefined;
  told(change: KeyWatchChange): void;
}

/** Rejects with the store's `StoreError` where it cannot be read. What only some keys need is loaded for them. */
export async function openKeys(options: CallerKeysOptions): Promise<CallerKeys> {
  const { keys, spare, stored } = options;
  const nothing = () => Promise.resolve();
  if (keys === "open") return { check: openCheck, stored: undefined, follow: nothing, close: nothing };
  const count = stored && (await stored.list()).filter(({ revoked }) => revoked === undefined).length;
  const file = await opened(spare && !count ? [...keys, spare] : keys, options.clock);
  const ring = new KeyRing(file);
  let watch: KeyWatch | undefined;
  let isClosed = false;
  const follow = async (followed: StoredKeys): Promise<void> => {
    if (watch) return;
    const { clock, grace = 3_600_000, told } = options;
    const begun = new (await import("./key-watch.ts")).KeyWatch({ ring, file, stored: followed, clock, grace, told });
    await begun.start();
    watch = begun;
    if (isClosed) await begun.close();
  };
  const close = async (): Promise<void> => {
    isClosed = true;
    await watch?.close();
  };
  if (stored) await follow(stored);
  return { check: ring.check, stored: count, follow, close };
}

async function opened(keys: readonly KeyRecord[], clock: Clock): Promise<OpenedKeys> {
  const isPlain = keys.every(({ addresses, expires }) => addresses === undefined && expires === undefined);
  if (isPlain) return openedKeys(keys);
  const { withTerms } = await import("./key-terms.ts");
  return withTerms(keys, () => clock.date().getTime());
}
