/**
 * Limits of one process: taken from the store, and, while that is away, from a share of them in its own memory. Places are renewed
 * while they are in use. A store that is away is told of once.
 */
import type { Clock, Timer } from "../../clock.ts";
import type { Limits, RateAsked, Taken, Taking } from "../store/limits.ts";
import { MemoryLimits } from "../store/memory/memory-limits.ts";
import type { Store } from "../store/store.ts";

export interface LimitKeeperTerms {
  readonly store: Limits & Pick<Store, "renew" | "expire">;
  readonly clock: Clock;
  readonly told: { away(message: string): void; back(): void };
  /** Of each limit, from 0 to 1, while the store is away. */
  readonly share: number;
}

/** Where it was taken, and is given back. */
export type TakenFrom = "store" | "memory";

/** Milliseconds for which a place stands that nobody renews. */
const LEASE = 60_000;
/** Milliseconds between two renewals, and for which a store that is away is not asked. */
const RENEWAL = 20_000;
const PAUSE = 1_000;
/** Milliseconds after which something taken may be forgotten. */
const SWEEP = 10_000;

export class LimitKeeper {
  readonly #terms: LimitKeeperTerms;
  readonly #own = new MemoryLimits();
  /** In the store. */
  readonly #places = new Set<string>();
  #timer: Timer | undefined;
  #sweep: Timer | undefined;
  #isAway = false;
  /** By the clock. */
  #askAgain = 0;

  constructor(terms: LimitKeeperTerms) {
    this.#terms = terms;
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
    if (!this.#isAway || clock.now() >= this.#askAgain) {
      try {
        // Of those who come while it is away only one asks whether it is back.
        if (this.#isAway) this.#askAgain = clock.now() + PAUSE;
        const outcome = await store.take(asked, this.now);
        this.#isBack();
        if (outcome.kind === "taken") for (const { id } of asked.places) this.#keep(id);
        this.#sweep ??= clock.after(SWEEP, () => this.#forget());
        return { outcome, from: "store" };
      } catch (error) {
        this.#isGone(error);
      }
    }
    this.#sweep ??= clock.after(SWEEP, () => this.#forget());
    return { outcome: await this.#own.take(this.#shareOf(asked), this.now), from: "memory" };
  }

  /** Never rejects: what a store has not heard runs out by itself. */
  correct(rates: readonly RateAsked[], from: TakenFrom): void {
    if (from === "memory") void this.#own.correct(this.#shareOf({ rates, places: [] }).rates, this.now);
    else this.#terms.store.correct(rates, this.now).catch((error: unknown) => this.#isGone(error));
  }

  leave(place: string, from: TakenFrom): void {
    this.#places.delete(place);
    if (from === "memory") void this.#own.leave([place]);
    else this.#terms.store.leave([place]).catch((error: unknown) => this.#isGone(error));
  }

  close(): void {
    this.#terms.clock.cancel(this.#timer);
    this.#terms.clock.cancel(this.#sweep);
    this.#timer = undefined;
    this.#places.clear();
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

  #keep(place: string): void {
    this.#places.add(place);
    this.#timer ??= this.#terms.clock.after(RENEWAL, () => this.#renew());
  }

  #renew(): void {
    this.#timer = undefined;
    if (this.#places.size === 0) return;
    this.#terms.store.renew([...this.#places], this.expiry()).catch((error: unknown) => this.#isGone(error));
    this.#timer = this.#terms.clock.after(RENEWAL, () => this.#renew());
  }

  /** What says nothing any more. */
  #forget(): void {
    this.#sweep = undefined;
    const { store } = this.#terms;
    this.#own.expire(this.now);
    this.#own.forget(this.now);
    store.expire(this.now).catch((error: unknown) => this.#isGone(error));
  }

  #isBack(): void {
    if (!this.#isAway) return;
    this.#isAway = false;
    this.#terms.told.back();
  }

  #isGone(error: unknown): void {
    const { clock, told } = this.#terms;
    this.#askAgain = clock.now() + PAUSE;
    if (this.#isAway) return;
    this.#isAway = true;
    told.away(error instanceof Error ? error.message : String(error));
  }
}
