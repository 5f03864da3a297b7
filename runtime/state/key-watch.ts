/** Keeps the keys that open as the store has them: asked twice a second whether anything has changed. */
import type { Clock, Timer } from "../clock.ts";
import { unchecked, withStored } from "./key-terms.ts";
import type { KeyRing, OpenedKeys } from "./keys.ts";
import type { StoredKeys } from "./store/stored-keys.ts";

export interface KeyWatchOptions {
  readonly ring: KeyRing;
  /** Those that are not in the store. */
  readonly file: OpenedKeys;
  readonly stored: StoredKeys;
  readonly clock: Clock;
  /** Milliseconds that the last known keys open while the store is away. */
  readonly grace: number;
  /** What the operator must know. */
  told(change: KeyWatchChange): void;
}

export interface KeyWatchChange {
  readonly kind: "away" | "given-up" | "back" | "twins";
  readonly message: string;
}

/** Milliseconds between two looks: a key that is revoked opens for no longer than two seconds, on a machine that is busy, too. */
const EVERY = 500;

export class KeyWatch {
  readonly #options: KeyWatchOptions;
  #keys: OpenedKeys;
  #revision: string | undefined;
  /** Since when the store is away, by the clock. */
  #awaySince: number | undefined;
  #hasGivenUp = false;
  readonly #twins = new Set<string>();
  #timer: Timer | undefined;
  #look: Promise<void> | undefined;
  #isClosed = false;

  constructor(options: KeyWatchOptions) {
    this.#options = options;
    this.#keys = options.file;
  }

  /** Rejects where the store cannot be read: then nothing is known. */
  async start(): Promise<void> {
    await this.#read();
    this.#wait();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#options.clock.cancel(this.#timer);
    await this.#look;
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#timer = this.#options.clock.after(EVERY, () => {
      this.#look = this.#again().then(() => this.#wait());
    });
  }

  async #again(): Promise<void> {
    try {
      await this.#read();
      this.#isBack();
    } catch (error) {
      // A store that was closed meanwhile is not away.
      if (!this.#isClosed) this.#isAway(error);
    }
  }

  async #read(): Promise<void> {
    const { stored, file, clock, ring } = this.#options;
    // Before the list, so that what changes between the two is seen by the next look.
    const revision = await stored.revision();
    if (revision === this.#revision && !this.#hasGivenUp) return;
    const list = await stored.list();
    this.#keys = withStored(file, list, () => clock.date().getTime());
    ring.replace(this.#keys);
    this.#revision = revision;
    this.#tellTwins(list.map(({ id }) => id));
  }

  #isAway(error: unknown): void {
    const { clock, grace, told, ring, file } = this.#options;
    const reason = error instanceof Error ? error.message : "no reason is known";
    if (this.#awaySince === undefined) {
      this.#awaySince = clock.now();
      const message = `The keys in the store cannot be read; those that were read last open for ${spelled(grace)} more, revoked ones included. ${reason}`;
      if (grace > 0) told({ kind: "away", message });
    }
    if (this.#hasGivenUp || clock.now() - this.#awaySince < grace) return;
    this.#hasGivenUp = true;
    ring.replace(unchecked(file, this.#keys));
    const message = `The keys in the store could not be read for ${spelled(grace)}: they open nothing until it is back. ${reason}`;
    told({ kind: "given-up", message });
  }

  #isBack(): void {
    if (this.#awaySince === undefined) return;
    this.#awaySince = undefined;
    this.#hasGivenUp = false;
    this.#options.told({ kind: "back", message: "The keys in the store are read again." });
  }

  /** Two keys of one name are one caller for rules, budgets and the log, and revoking one leaves the other. */
  #tellTwins(stored: readonly string[]): void {
    const inFile = new Set([...this.#options.file.values()].map(({ record }) => record.id));
    for (const id of stored) {
      if (!inFile.has(id) || this.#twins.has(id)) continue;
      this.#twins.add(id);
      const message = `The key "${id}" is in the store and in the keys file: revoking it in the store leaves the one in the file open. Rename one.`;
      this.#options.told({ kind: "twins", message });
    }
  }
}

function spelled(ms: number): string {
  if (ms >= 7_200_000) return `${Math.round(ms / 3_600_000)} hours`;
  if (ms >= 120_000) return `${Math.round(ms / 60_000)} minutes`;
  return `${Math.round(ms / 1_000)} seconds`;
}
