/**
 * What is known here of rates that others may share: how full each was when it was last taken from, by whoever, and what this
 * process has asked for since. Looked at before a target is chosen; whether there is room is said by the keeper alone.
 */
import type { RateAsked, Taken } from "../store/limits.ts";
import { levelAt, type RateLevel } from "../store/rate-level.ts";
import type { LimitKeeper, TakenFrom } from "./limit-keeper.ts";

export interface TakenRates {
  readonly outcome: Taken;
  readonly from: TakenFrom;
}

interface Known extends RateLevel {
  /** Asked for, and not answered yet. */
  pending: number;
}

export class KnownRates {
  readonly #keeper: LimitKeeper;
  /** By key. */
  readonly #known = new Map<string, Known>();

  constructor(keeper: LimitKeeper) {
    this.#keeper = keeper;
  }

  /** In what is asked for. */
  level(rate: RateAsked): number {
    const known = this.#known.get(rate.key);
    return known === undefined ? 0 : levelAt(known, rate, this.#keeper.now) + known.pending;
  }

  /** All of them, or nothing. Never rejects. */
  async take(rates: readonly RateAsked[]): Promise<TakenRates> {
    for (const rate of rates) this.#of(rate).pending += rate.amount;
    const { outcome, from } = await this.#keeper.take({ rates, places: [] });
    for (const rate of rates) this.#of(rate).pending -= rate.amount;
    if (outcome.kind === "taken") {
      for (const [i, rate] of rates.entries()) this.#set(rate, levelOf(rate, outcome.left[i]!.reset));
    } else {
      const rate = rates[outcome.index]!;
      this.#set(rate, levelOf(rate, outcome.room.reset));
    }
    return { outcome, from };
  }

  correct(rates: readonly RateAsked[], from: TakenFrom): void {
    for (const rate of rates) {
      const level = levelAt(this.#of(rate), rate, this.#keeper.now) + rate.amount;
      this.#set(rate, Math.max(0, level));
    }
    this.#keeper.correct(rates, from);
  }

  /** Forgets all others, but for those that are being asked. */
  keepOnly(keys: ReadonlySet<string>): void {
    for (const [key, { pending }] of this.#known) if (pending === 0 && !keys.has(key)) this.#known.delete(key);
  }

  #set(rate: RateAsked, level: number): void {
    const { pending } = this.#of(rate);
    this.#known.set(rate.key, { level, at: this.#keeper.now, pending });
  }

  #of({ key }: RateAsked): Known {
    const known = this.#known.get(key) ?? { level: 0, at: this.#keeper.now, pending: 0 };
    this.#known.set(key, known);
    return known;
  }
}

/** By the milliseconds until it is empty, which are finer than what is left in whole numbers. */
function levelOf({ most, per }: RateAsked, reset: number): number {
  return (reset * most) / per;
}
