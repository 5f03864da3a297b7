/**
 * What one process takes of a rate ahead of its requests, while that is far from full, so that most of them need not ask the store.
 * It is taken from all who share the store, so never more is let through than the rate allows; what is not used is given back.
 */
import type { Clock, Timer } from "../../clock.ts";
import type { Limits, RateAsked, Room, Taken, Taking } from "../store/limits.ts";

export interface RateLeasesTerms {
  readonly store: Pick<Limits, "take" | "correct">;
  readonly clock: Clock;
}

interface Lease {
  readonly rate: RateAsked;
  /** Taken, and used by nobody yet. */
  ahead: number;
  /** As the store had it when it was last asked. */
  room: Room;
  /** When that was, by the clock. */
  asked: number;
  /** The store is asked for more at this moment. */
  isAsking: boolean;
}

/** Of what is left of a rate: the most that is taken ahead. */
const SHARE = 1 / 100;
/** Milliseconds for which what the store said counts, and for which something lies unused. */
const WHILE = 1_000;

export class RateLeases {
  readonly #terms: RateLeasesTerms;
  /** By the key of the rate. */
  readonly #leases = new Map<string, Lease>();
  #timer: Timer | undefined;

  constructor(terms: RateLeasesTerms) {
    this.#terms = terms;
  }

  /** As the store does. */
  async take(asked: Taking, now: number): Promise<Taken> {
    const { rates, places } = asked;
    const { store } = this.#terms;
    if (places.length === 0 && rates.every((rate) => this.#has(rate))) return this.#use(rates);
    const more = rates.map((rate) => this.#more(rate));
    const outcome = await this.#asking(rates, () => store.take({ rates: plus(rates, more), places }, now));
    if (outcome.kind === "taken") {
      for (const [i, rate] of rates.entries()) this.#learn(rate, outcome.left[i]!, more[i]!);
      return { ...outcome, left: outcome.left.map((room, i) => (i < rates.length ? this.#room(rates[i]!) : room)) };
    }
    const isOwn = more.some((amount) => amount > 0);
    if (!isOwn && !rates.some(({ key }) => this.#leases.get(key)?.ahead)) return outcome;
    await this.#giveBack(
      rates.map(({ key }) => key),
      now,
    );
    return store.take(asked, now);
  }

  /** As the store does. */
  async correct(rates: readonly RateAsked[], now: number): Promise<void> {
    const others = rates.filter((rate) => !this.#corrected(rate));
    if (others.length > 0) await this.#terms.store.correct(others, now);
  }

  /** Gives back what nobody has used. */
  async close(now: number): Promise<void> {
    this.#terms.clock.cancel(this.#timer);
    this.#timer = undefined;
    await this.#giveBack([...this.#leases.keys()], now);
  }

  #has({ key, amount, most, per }: RateAsked): boolean {
    const lease = this.#leases.get(key);
    return lease !== undefined && lease.ahead >= amount && this.#isFresh(lease) && isSame(lease.rate, { most, per });
  }

  #isFresh({ asked }: Lease): boolean {
    return this.#terms.clock.now() - asked < WHILE;
  }

  #use(rates: readonly RateAsked[]): Taken {
    for (const { key, amount } of rates) this.#leases.get(key)!.ahead -= amount;
    return { kind: "taken", left: rates.map((rate) => this.#room(rate)) };
  }

  /** What is asked for beyond what a request needs: where others came within the last second. */
  #more({ key, most, per }: RateAsked): number {
    const lease = this.#leases.get(key);
    if (!lease || lease.isAsking || !this.#isFresh(lease) || !isSame(lease.rate, { most, per })) return 0;
    return Math.max(0, bound(lease) - lease.ahead);
  }

  async #asking<T>(rates: readonly RateAsked[], ask: () => Promise<T>): Promise<T> {
    const leases = rates.flatMap(({ key }) => this.#leases.get(key) ?? []);
    for (const lease of leases) lease.isAsking = true;
    try {
      return await ask();
    } finally {
      for (const lease of leases) lease.isAsking = false;
    }
  }

  #learn(rate: RateAsked, room: Room, more: number): void {
    const known = this.#leases.get(rate.key);
    const asked = this.#terms.clock.now();
    this.#leases.set(rate.key, { rate, ahead: (known?.ahead ?? 0) + more, room, asked, isAsking: false });
    this.#timer ??= this.#terms.clock.after(WHILE, () => this.#look());
  }

  /** What is left for this process is what it has taken ahead, too. */
  #room({ key, most, per }: RateAsked): Room {
    const { ahead, room, asked } = this.#leases.get(key)!;
    const since = this.#terms.clock.now() - asked;
    return {
      left: room.left + ahead,
      reset: Math.max(0, Math.ceil(room.reset - since - (ahead * per) / most)),
    };
  }

  /** Whether it was put right without the store. */
  #corrected({ key, amount, most, per }: RateAsked): boolean {
    const lease = this.#leases.get(key);
    if (!lease || !isSame(lease.rate, { most, per }) || !this.#isFresh(lease)) return false;
    const ahead = lease.ahead - amount;
    if (ahead < 0 || ahead > bound(lease)) return false;
    lease.ahead = ahead;
    return true;
  }

  #look(): void {
    this.#timer = undefined;
    const { clock } = this.#terms;
    const idle = [...this.#leases].filter(([, lease]) => !this.#isFresh(lease) && !lease.isAsking);
    void this.#giveBack(
      idle.map(([key]) => key),
      clock.date().getTime(),
    );
    if (this.#leases.size > 0) this.#timer = clock.after(WHILE, () => this.#look());
  }

  /** Never rejects: what the store has not heard runs out by itself. */
  async #giveBack(keys: readonly string[], now: number): Promise<void> {
    const given: RateAsked[] = [];
    for (const key of keys) {
      const lease = this.#leases.get(key);
      this.#leases.delete(key);
      if (lease && lease.ahead > 0) given.push({ ...lease.rate, amount: -lease.ahead });
    }
    if (given.length > 0) await this.#terms.store.correct(given, now).catch(() => {});
  }
}

function bound({ room }: Lease): number {
  return Math.floor(room.left * SHARE);
}

/** A table that was swapped may let more through, or less. */
function isSame(rate: RateAsked, { most, per }: Pick<RateAsked, "most" | "per">): boolean {
  return rate.most === most && rate.per === per;
}

function plus(rates: readonly RateAsked[], more: readonly number[]): RateAsked[] {
  return rates.map((rate, i) => (more[i] === 0 ? rate : { ...rate, amount: rate.amount + more[i]! }));
}
