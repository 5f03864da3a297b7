/** The callers' keys of one runtime: those it is started with, and those in its store. */
import type { Clock } from "../clock.ts";
import type { KeyWatchChange } from "./key-watch.ts";
import { type KeyCheck, type KeyRecord, KeyRing, openCheck, openedKeys } from "./keys.ts";
import type { StoredKeys } from "./store/stored-keys.ts";

export interface CallerKeys {
  readonly check: KeyCheck;
  close(): Promise<void>;
}

export interface CallerKeysOptions {
  readonly keys: readonly KeyRecord[] | "open";
  /** Absent: there are no others. */
  readonly stored?: StoredKeys | undefined;
  readonly clock: Clock;
  /** Milliseconds that the store's keys open while it is away; default an hour. */
  readonly grace?: number | undefined;
  told(change: KeyWatchChange): void;
}

/** Rejects with the store's `StoreError` where it cannot be read. What only some keys need is loaded for them. */
export async function openKeys(options: CallerKeysOptions): Promise<CallerKeys> {
  const { keys, stored, clock, grace = 3_600_000, told } = options;
  const close = () => Promise.resolve();
  if (keys === "open") return { check: openCheck, close };
  const isPlain = keys.every(({ addresses, expires }) => addresses === undefined && expires === undefined);
  if (isPlain && !stored) return { check: new KeyRing(openedKeys(keys)).check, close };
  const { withTerms } = await import("./key-terms.ts");
  const file = withTerms(keys, () => clock.date().getTime());
  const ring = new KeyRing(file);
  if (!stored) return { check: ring.check, close };
  const { KeyWatch } = await import("./key-watch.ts");
  const watch = new KeyWatch({ ring, file, stored, clock, grace, told });
  await watch.start();
  return { check: ring.check, close: () => watch.close() };
}
