/**
 * Limits of one process: taken from the store, and, while that is away, from a share of them in its own memory. Places are renewed
 * while they are in use. A store that is away is told of once.
 */
import type { Clock, Timer } from "../../clock.ts";
import { SetClock } from "../set-clock.ts";
import type { Limits, RateAsked, Taken, Taking } from "../store/limits.ts";
import { MemoryLimits } from "../store/memory/memory-limits.ts";
import type { Store } from "../store/store.ts";
import { RateLeases } from "./rate-leases.ts";

export interface LimitKeeperTerms {
  readonly store: Limits & Pick<Store, "renew" | "expire">;
  readonly clock: Clock;
  readonly told: { away(message: string): void; back(): void };
  /** Of each limit, from 0 to 1, while the store is away. */
  readonly share: number;
  /** Of rates something is taken ahead, so that the store is asked less often. */
  readonly isAhead: boolean;
}

/** Where it was taken, and is given back. */
export type TakenFrom = "store" | "memory";

/** Milliseconds for which a place stands that nobody renews. */
const LEASE = 60_000;
/** Milliseconds between two renewals, between two looks at the clock, and for which a store that is away is not asked. */
const RENEWAL = 20_000;
const LOOK = 1_000;
const PAUSE = 1_000;
/** Milliseconds after which something taken may be forgotten. */
const SWEEP = 10_000;

export class LimitKeeper {
  readonly #terms: LimitKeeperTerms;
  readonly #leases: RateLeases | undefined;
  readonly #own = new MemoryLimits();
  /** That are in use, by where they were taken. */
  readonly #places: Readonly<Record<TakenFrom, Set<string>>> = { store: new Set(), memory: new Set() };
  /** Given back, or perhaps taken, while the store could not be asked: it is told when it is back. */
  readonly #left = new Set<string>();
  #timer: Timer | undefined;
  #sweep: Timer | undefined;
  #isAway = false;
  /** By the clock. */
  #askAgain = 0;
  #renewed: number;
  readonly #setClock: SetClock;

  constructor(terms: LimitKeeperTerms) {
    this.#terms = terms;
    this.#leases = terms.isAhead ? new RateLeases(terms) : undefined;
    this.#renewed = terms.clock.now();
    this.#setClock = new SetClock(terms.clock);
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#terms.clock.date().getTime();
  }

  /** Of a place that is taken now. */
  expiry(): number {
    return this.now + LEASE;
  }

  /** Never rejects. */
  async take(asked: Taking): Promise<{ readonly outcome: Taken; readonly from: TakenFrom }> {
    const { store, clock } = this.#terms;
    if (this.#setClock.wasSet()) await this.#renew();
    this.#sweep ??= clock.after(SWEEP, () => this.#forget());
    if (!this.#isAway || clock.now() >= this.#askAgain) {
      try {
        // Of those who come while it is away only one asks whether it is back.
        if (this.#isAway) this.#askAgain = clock.now() + PAUSE;
        const outcome = await (this.#leases ?? store).take(asked, this.now);
        this.#isBack();
        this.#keep(asked, outcome, "store");
        return { outcome, from: "store" };
      } catch (error) {
        for (const { id } of asked.places) this.#left.add(id);
        this.#isGone(error);
      }
    }
    const outcome = await this.#own.take(this.#shareOf(asked), this.now);
    this.#keep(asked, outcome, "memory");
    return { outcome, from: "memory" };
  }

  /** Never rejects: what a store has not heard runs out by itself. */
  correct(rates: readonly RateAsked[], from: TakenFrom): void {
    if (from === "memory") void this.#own.correct(this.#shareOf({ rates, places: [] }).rates, this.now);
    else (this.#leases ?? this.#terms.store).correct(rates, this.now).catch((error: unknown) => this.#isGone(error));
  }

  leave(place: string, from: TakenFrom): void {
    this.#places[from].delete(place);
    if (from === "memory") void this.#own.leave([place]);
    else void this.#leave([place]);
  }

  /** Settles when what was taken ahead is given back, or cannot be. */
  async close(): Promise<void> {
    this.#terms.clock.cancel(this.#timer);
    this.#terms.clock.cancel(this.#sweep);
    this.#timer = undefined;
    for (const places of Object.values(this.#places)) places.clear();
    await this.#leases?.close(this.now);
  }

  async #leave(places: readonly string[]): Promise<void> {
    try {
      await this.#terms.store.leave(places);
    } catch (error) {
      for (const place of places) this.#left.add(place);
      this.#isGone(error);
    }
  }

  #shareOf({ rates, places }: Taking): Taking {
    const { share } = this.#terms;
    if (share === 1) return { rates, places };
    const part = (most: number) => Math.max(1, Math.floor(most * share));
    return {
      // What would have had all of the limit has all of the share.
      rates: rates.map((rate) => ({ ...rate, most: part(rate.most), amount: Math.min(rate.amount, part(rate.most)) })),
      places: places.map((place) => ({ ...place, most: part(place.most) })),
    };
  }

  #keep({ places }: Taking, { kind }: Taken, from: TakenFrom): void {
    if (kind !== "taken" || places.length === 0) return;
    for (const { id } of places) this.#places[from].add(id);
    this.#timer ??= this.#terms.clock.after(LOOK, () => void this.#look());
  }

  /** A clock that was set makes all places look old: those that are in use say so first. */
  async #look(): Promise<void> {
    const { store, memory } = this.#places;
    const { clock } = this.#terms;
    this.#timer = undefined;
    if (store.size + memory.size === 0) return;
    this.#timer = clock.after(LOOK, () => void this.#look());
    if (this.#setClock.wasSet() || clock.now() - this.#renewed >= RENEWAL) await this.#renew();
  }

  /** Never rejects. */
  async #renew(): Promise<void> {
    const { store, memory } = this.#places;
    this.#renewed = this.#terms.clock.now();
    this.#own.renew([...memory], this.expiry());
    if (store.size === 0) return;
    await this.#terms.store.renew([...store], this.expiry()).catch((error: unknown) => this.#isGone(error));
  }

  /** What says nothing any more. */
  #forget(): void {
    this.#sweep = undefined;
    if (this.#setClock.wasSet()) {
      void this.#renew();
      return;
    }
    const { store } = this.#terms;
    this.#own.expire(this.now);
    this.#own.forget(this.now);
    store.expire(this.now).catch((error: unknown) => this.#isGone(error));
  }

  #isBack(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#terms.told.back();
    const left = [...this.#left];
    this.#left.clear();
    if (left.length > 0) void this.#leave(left);
  }

  #isGone(error: unknown): void {
    const { clock, told } = this.#terms;
    this.#askAgain = clock.now() + PAUSE;
    if (this.#isAway) return;
    this.#isAway = true;
    told.away(error instanceof Error ? error.message : String(error));
  }
}
