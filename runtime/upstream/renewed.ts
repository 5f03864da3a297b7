/**
 * What is had for a time and then had anew: before it runs out, and when it was refused. Whoever waits, waits for the same renewal.
 */
import type { Clock } from "../clock.ts";

export interface Held<T> {
  readonly value: T;
  /** Milliseconds since 1970; absent: it does not run out. */
  readonly expires?: number | undefined;
}

export interface Renewal<T> {
  /** Rejects where there is nothing to be had. */
  source(): Promise<Held<T>>;
  readonly clock: Clock;
  /** Told once of each reason for which nothing could be had. */
  alarm(message: string): void;
  /** Milliseconds between two renewals after refusals, so that a refusal that is about something else renews seldom. */
  readonly gap?: number;
}

/** A third of its life before it runs out, but no earlier, it is renewed while it is still used. Milliseconds. */
const EARLY = 225_000;
/** A tenth of its life, but no more, it is not used any more. Milliseconds. */
const LATE = 10_000;
const LONGEST_GAP = 60_000;

export class Renewed<T> {
  readonly #renewal: Renewal<T>;
  #held: Held<T> | undefined;
  /** Milliseconds of life that are left when it is renewed early, and when nobody uses it any more. */
  #early = 0;
  #late = 0;
  #renewing: Promise<void> | undefined;
  #fault: string | undefined;
  #gap = 0;
  #renewAfter = Number.NEGATIVE_INFINITY;

  constructor(renewal: Renewal<T>) {
    this.#renewal = renewal;
  }

  /** At once where there is one that can be used; rejects where there is none, and none could be had. */
  current(): T | Promise<T> {
    const held = this.#held;
    const left = this.#left;
    if (held === undefined || left <= this.#late) return this.#awaited();
    if (left <= this.#early) this.renew().catch(() => {});
    return held.value;
  }

  /** Settles true where there is another value than this one by now. Never rejects. */
  async refused(value: T): Promise<boolean> {
    // What had begun to be renewed may be as old as what was refused.
    if (this.#renewing) await this.#renewing.catch(() => {});
    if (this.#held?.value === value && !this.#renewing && this.#mayRenew()) this.renew().catch(() => {});
    if (this.#held?.value === value && this.#renewing) await this.#renewing.catch(() => {});
    return this.#held?.value !== value;
  }

  /** Rejects with why nothing could be had. */
  renew(): Promise<void> {
    this.#renewing ??= this.#renewOnce().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  get #left(): number {
    return (this.#held?.expires ?? Number.POSITIVE_INFINITY) - this.#renewal.clock.date().getTime();
  }

  async #awaited(): Promise<T> {
    try {
      await this.renew();
    } catch (error) {
      if (this.#held === undefined || this.#left <= 0) throw error;
    }
    return this.#held!.value;
  }

  async #renewOnce(): Promise<void> {
    try {
      this.#keep(await this.#renewal.source());
      this.#fault = undefined;
    } catch (error) {
      const fault = error instanceof Error ? error.message : String(error);
      if (fault !== this.#fault) this.#renewal.alarm(fault);
      this.#fault = fault;
      throw error;
    }
  }

  /** What is the same stays the same, so that what was refused with it is not sent again. */
  #keep({ value, expires }: Held<T>): void {
    const isSame = this.#held !== undefined && JSON.stringify(value) === JSON.stringify(this.#held.value);
    this.#held = { value: isSame ? this.#held!.value : value, expires };
    const life = this.#left;
    this.#early = Math.min(EARLY, life / 3);
    this.#late = Math.min(LATE, life / 10);
  }

  /** The gap doubles while refusals go on after it. */
  #mayRenew(): boolean {
    const now = this.#renewal.clock.now();
    if (now < this.#renewAfter) return false;
    const { gap = 1_000 } = this.#renewal;
    const goesOn = now - this.#renewAfter < this.#gap;
    this.#gap = goesOn ? Math.min(LONGEST_GAP, this.#gap * 2) : gap;
    this.#renewAfter = now + this.#gap;
    return true;
  }
}
