/** The answers that are kept, for whoever asks: a store that is away or broken is a cache that has nothing. */
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import type { Clock, Timer } from "../clock.ts";
import type { CacheEntry } from "./entry.ts";
import { Flights } from "./flights.ts";
import type { CacheStore } from "./store/cache-store.ts";

export interface AnswerCacheWith {
  readonly clock: Clock;
  /** Told each time why the store could not do what it was asked. */
  readonly failed: (error: unknown) => void;
}

/** Milliseconds between two looks for what has expired. */
const OFTEN = 60_000;

export class AnswerCache {
  /** By what requests are equal in. */
  readonly flights: Flights<CacheEntry> = new Flights();
  readonly #store: CacheStore;
  readonly #with: AnswerCacheWith;
  readonly #secret: Buffer;
  #timer: Timer | undefined;
  #isClosed = false;

  private constructor(store: CacheStore, secret: Buffer, given: AnswerCacheWith) {
    this.#store = store;
    this.#secret = secret;
    this.#with = given;
    this.#wait();
  }

  /** Rejects where the store says nothing at the start. */
  static async open(store: CacheStore, given: AnswerCacheWith): Promise<AnswerCache> {
    return new AnswerCache(store, await store.secret(), given);
  }

  /** Of the first of the keys that has one. `oldest`: milliseconds since 1970; what was kept before answers nothing. */
  async find(keys: readonly string[], now: number, oldest = 0): Promise<CacheEntry | undefined> {
    const entry = await this.#unlessAway(this.#store.find(keys, now));
    return entry && entry.stored >= oldest ? entry : undefined;
  }

  async entry(id: string, now: number): Promise<CacheEntry | undefined> {
    return this.#unlessAway(this.#store.entry(id, now));
  }

  async keep(entry: CacheEntry): Promise<void> {
    await this.#unlessAway(this.#store.put(entry));
  }

  /** A caller who got the entry says that it was wrong: nobody gets it any more. Answers what it was, where it was still there. */
  async wrong(id: string): Promise<CacheEntry | undefined> {
    const entry = await this.entry(id, this.#with.clock.date().getTime());
    await this.#unlessAway(this.#store.drop({ id }));
    return entry;
  }

  /** How the caller with that key is told of an entry that it got. */
  name(id: string, key: string): string {
    return `${id}.${this.#mark(id, key)}`;
  }

  /** The entry that the caller with that key was told of by this name; undefined where it was not. */
  named(name: string, key: string): string | undefined {
    const [id = "", mark = ""] = name.split(".");
    const own = Buffer.from(this.#mark(id, key));
    const given = Buffer.from(mark);
    return own.length === given.length && timingSafeEqual(own, given) ? id : undefined;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#with.clock.cancel(this.#timer);
    await this.#store.close();
  }

  #mark(id: string, key: string): string {
    return createHmac("sha256", this.#secret).update(`${id} ${key}`).digest("base64url").slice(0, 22);
  }

  #wait(): void {
    const { clock } = this.#with;
    this.#timer = clock.after(OFTEN, () => {
      void this.#unlessAway(this.#store.expire(clock.date().getTime())).then(() => {
        if (!this.#isClosed) this.#wait();
      });
    });
  }

  async #unlessAway<T>(asked: Promise<T>): Promise<T | undefined> {
    try {
      return await asked;
    } catch (error) {
      if (!this.#isClosed) this.#with.failed(error);
      return undefined;
    }
  }
}

/** Of a new entry. */
export function newEntryId(): string {
  return randomBytes(16).toString("base64url");
}
