/** State that ends with its process: for tests, and where nothing has to outlive a restart. */
import type { Held, Hold, Settlement, Standing } from "../accounts.ts";
import { forgettingAt, handAfter } from "../keeping.ts";
import type { RateAsked, Taken, Taking } from "../limits.ts";
import type { Store } from "../store.ts";
import { MemoryAccounts } from "./memory-accounts.ts";
import { MemoryKeys } from "./memory-keys.ts";
import { MemoryLimits } from "./memory-limits.ts";
import { MemoryUsage } from "./memory-usage.ts";

export class MemoryStore implements Store {
  readonly usage: MemoryUsage = new MemoryUsage();
  readonly keys: MemoryKeys = new MemoryKeys();
  readonly #accounts = new MemoryAccounts();
  readonly #limits = new MemoryLimits();
  #hand: number | undefined;
  #forgot: number | undefined;

  hold(hold: Hold): Promise<Held> {
    return this.#accounts.hold(hold);
  }

  settle(settlements: readonly Settlement[], now: number): Promise<void> {
    return this.#accounts.settle(settlements, now);
  }

  renew(ids: readonly string[], expires: number): Promise<void> {
    this.#limits.renew(ids, expires);
    return this.#accounts.renew(ids, expires);
  }

  standings(accounts: readonly string[]): Promise<readonly Standing[]> {
    return this.#accounts.standings(accounts);
  }

  take(asked: Taking, now: number): Promise<Taken> {
    return this.#limits.take(asked, now);
  }

  correct(rates: readonly RateAsked[], now: number): Promise<void> {
    return this.#limits.correct(rates, now);
  }

  leave(places: readonly string[]): Promise<void> {
    return this.#limits.leave(places);
  }

  async epoch(): Promise<undefined> {}

  async time(): Promise<undefined> {}

  /** It ends with what it kept. */
  async doubt(): Promise<undefined> {}

  onDoubt(): void {}

  async settleDoubt(): Promise<void> {}

  async expire(now: number): Promise<number> {
    const charged = this.#accounts.expire(now);
    this.#limits.expire(now);
    this.#hand = handAfter(this.#hand, now);
    if (forgettingAt(this.#forgot, this.#hand)) {
      this.#forgot = this.#hand;
      this.#accounts.forget(this.#hand);
      this.#limits.forget(this.#hand);
    }
    return charged;
  }

  async close(): Promise<void> {}
}
