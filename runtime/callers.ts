/** Who may call a runtime: the keys of its options, and those in its store. */
import type { Clock } from "./clock.ts";
import type { LaterState } from "./later-state.ts";
import { isLoopback } from "./loopback.ts";
import { logKeys } from "./observe/key-log.ts";
import type { Log } from "./observe/request-log.ts";
import { refusedStore } from "./refused-store.ts";
import { RuntimeError } from "./runtime-error.ts";
import type { KeyWatchChange } from "./state/key-watch.ts";
import type { KeyCheck, KeyRecord } from "./state/keys.ts";
import { type CallerKeys, openKeys } from "./state/open-keys.ts";
import type { Store } from "./state/store/store.ts";

export interface CallerOptions {
  /** `open` asks for no key, which is allowed on loopback only. */
  keys: readonly KeyRecord[] | "open";
  /** One more, where the store has none when it starts. */
  spareKey?: KeyRecord | undefined;
  /**
   * Further ones, which may change while it serves, where `state` says: `always` opens the store for them, `where-open` follows them
   * from when a table needs it. Absent: there are none.
   */
  storedKeys?: "always" | "where-open" | undefined;
  /** Milliseconds that those open as they were read last, while their store is away; default an hour. */
  keyGrace?: number | undefined;
}

export interface Callers {
  readonly check: KeyCheck;
  /** As `CallerKeys` has it. */
  readonly stored: number | undefined;
  /** Follows the keys of a store that was opened since. Rejects with `RuntimeError` where they cannot be read. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Throws a `RuntimeError` for keys that nobody has, or that are needed and not asked for. */
export function checkKeys({ keys, spareKey, storedKeys }: CallerOptions, host: string): void {
  if (keys.length === 0 && !spareKey && !storedKeys)
    throw new RuntimeError("no-keys", "No key is set, so nobody could call. Create one, or start with --open.");
  if (keys !== "open" || isLoopback(host)) return;
  const message = `Without keys the runtime listens on loopback only, not on ${host}. Leave --host away, or use keys.`;
  throw new RuntimeError("open-not-loopback", message);
}

/** Rejects with `RuntimeError` where the store cannot be opened or read. */
export async function openCallers(
  { keys, spareKey: spare, storedKeys, keyGrace: grace }: CallerOptions,
  kept: LaterState,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Promise<Callers> {
  const open = async (): Promise<Store | undefined> => (storedKeys === "always" ? kept.store() : kept.opened());
  const first = storedKeys && keys !== "open" ? await open() : undefined;
  const told = (change: KeyWatchChange): void => logKeys(log, change);
  const asked = { keys, spare, stored: first?.keys, grace, clock, told };
  const callers = await openKeys(asked).catch(refusedStore);
  return { ...callers, look: async () => (storedKeys ? lookAgain(callers, kept) : undefined) };
}

async function lookAgain(callers: CallerKeys, kept: LaterState): Promise<void> {
  const store = await kept.opened();
  if (store) await callers.follow(store.keys).catch(refusedStore);
}
