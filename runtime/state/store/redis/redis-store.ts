/** State in a Redis: it outlives its processes, and those of several machines share it. */
import type { Account, Held, Hold, Settlement, Standing } from "../accounts.ts";
import { forgettingAt, KEPT, STRIDE } from "../keeping.ts";
import type { RateAsked, Taken, Taking } from "../limits.ts";
import type { Doubt, Store } from "../store.ts";
import { expireHoldsScript, forgetAccountsScript, standingsScript } from "./accounts-scripts.ts";
import { handScript } from "./ledger-scripts.ts";
import { expirePlacesScript, renewScript } from "./limits-scripts.ts";
import { RedisKeys } from "./redis-keys.ts";
import { RedisLink } from "./redis-link.ts";
import { RedisSteps } from "./redis-steps.ts";
import type { RedisOptions } from "./redis-url.ts";
import { RedisUsage } from "./redis-usage.ts";
import { takenOf } from "./taken-of.ts";

/** Of what is charged or forgotten by one script: nobody else is served meanwhile. */
const MOST = 500;

export class RedisStore implements Store {
  readonly usage: RedisUsage;
  readonly keys: RedisKeys;
  readonly #link: RedisLink;
  readonly #steps: RedisSteps;
  #forgot: number | undefined;

  private constructor(options: RedisOptions) {
    this.#link = new RedisLink(options);
    this.#steps = new RedisSteps(this.#link);
    this.usage = new RedisUsage(this.#link, options.prefix);
    this.keys = new RedisKeys(this.#link, options.prefix);
  }

  /** Rejects with a `StoreError` where it cannot be reached, or is not fit for budgets. */
  static async open(options: RedisOptions): Promise<RedisStore> {
    const store = new RedisStore(options);
    try {
      await store.epoch();
    } catch (error) {
      await store.close();
      throw error;
    }
    return store;
  }

  async hold({ id, owner, amount, accounts, expires }: Hold): Promise<Held> {
    const args = accounts.flatMap((account) => [account.id, account.limit, endOf(account)]);
    const [isHeld, ...rest] = await this.#steps.ask("hold", [id, owner, amount, expires, accounts.length, ...args]);
    if (isHeld === 1) return { kind: "held", left: rest };
    return { kind: "does-not-fit", account: rest[0]!, left: rest[1]! };
  }

  async settle(settlements: readonly Settlement[]): Promise<void> {
    await this.#steps.ask("settle", [settlements.length, ...settlements.flatMap(argsOf)]);
  }

  async renew(ids: readonly string[], expires: number): Promise<void> {
    await this.#run(renewScript, [expires, ids.length, ...ids]);
  }

  async standings(accounts: readonly string[]): Promise<readonly Standing[]> {
    const figures = await this.#run(standingsScript, [accounts.length, ...accounts]);
    return accounts.map((_, i) => {
      const [spent = 0, held = 0, unsettled = 0] = figures.slice(3 * i);
      return { spent, held, unsettled };
    });
  }

  async take(asked: Taking, now: number): Promise<Taken> {
    const places = asked.places.flatMap(({ key, id, most, expires }) => [key, id, most, expires]);
    const args = [now, asked.rates.length, ...asked.rates.flatMap(rateArgs), asked.places.length, ...places];
    return takenOf(await this.#steps.ask("take", args));
  }

  async correct(rates: readonly RateAsked[], now: number): Promise<void> {
    await this.#steps.ask("correct", [now, rates.length, ...rates.flatMap(rateArgs)]);
  }

  async leave(places: readonly string[]): Promise<void> {
    await this.#steps.ask("leave", [places.length, ...places]);
  }

  epoch(): Promise<string> {
    return this.#link.epoch();
  }

  async time(): Promise<number | undefined> {
    const [seconds, micros] = (await this.#link.ask(["TIME"])) as readonly unknown[];
    return Number(seconds) * 1_000 + Math.floor(Number(micros) / 1_000);
  }

  doubt(): Promise<Doubt | undefined> {
    return this.#link.doubt();
  }

  onDoubt(listener: (doubt: Doubt | undefined) => void): void {
    this.#link.onDoubt(listener);
  }

  settleDoubt(): Promise<void> {
    return this.#link.settleDoubt();
  }

  async expire(now: number): Promise<number> {
    const [hand = now] = await this.#run(handScript, [now, STRIDE]);
    while ((await this.#run(expirePlacesScript, [now, MOST]))[0] === MOST);
    let charged = 0;
    for (let last = MOST; last === MOST; charged += last)
      last = (await this.#run(expireHoldsScript, [now, MOST]))[0] ?? 0;
    if (forgettingAt(this.#forgot, hand)) {
      this.#forgot = hand;
      while ((await this.#run(forgetAccountsScript, [hand - KEPT, MOST]))[0] === 1);
    }
    return charged;
  }

  close(): Promise<void> {
    return this.#link.close();
  }

  /** Scripts for money and limits answer numbers alone. */
  async #run(...asked: Parameters<RedisLink["run"]>): Promise<readonly number[]> {
    this.#steps.flush();
    return (await this.#link.run(...asked)) as readonly number[];
  }
}

function rateArgs({ key, amount, most, per }: RateAsked): (string | number)[] {
  return [key, amount, most, per];
}

function argsOf(settlement: Settlement): (string | number)[] {
  const { cost, unsettled = 0 } = settlement;
  if ("hold" in settlement) return ["h", settlement.hold, cost, unsettled];
  const accounts = settlement.accounts.flatMap((account) => [account.id, endOf(account)]);
  return ["c", settlement.id, cost, unsettled, settlement.accounts.length, ...accounts];
}

function endOf({ ends }: Account): string | number {
  return ends ?? "";
}
