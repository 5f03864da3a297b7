/**
 * What is still to be settled: written with what is held next, or soon, since nobody waits for it, and again until the store has taken
 * it. Until then it counts as held.
 */
import type { Charge, Settlement } from "../store/accounts.ts";

export interface SettleStore {
  /** It is worth asking. */
  isUp(): boolean;
  /** Rejects where it is not known whether it was done. */
  settle(settlements: readonly Settlement[]): Promise<void>;
  /** Calls once, in a while. */
  later(call: () => void): void;
}

export class SettleQueue {
  readonly #store: SettleStore;
  /** Never sent. */
  #waiting: Settlement[] = [];
  /** By what they are charged to: nothing was held for them, so they add up while they wait. */
  readonly #charges = new Map<string, Charge>();
  /** Sent, and perhaps done: they are sent again as they were. */
  #unsure: Settlement[] = [];
  readonly #sending = new Set<Promise<void>>();
  #sent = 0;
  #isDue = false;

  constructor(store: SettleStore) {
    this.#store = store;
  }

  /** Settlements that the store has not taken. */
  get size(): number {
    return this.#waiting.length + this.#charges.size + this.#unsure.length + this.#sent;
  }

  /** Micro-USD that wait to be charged, of what was served while nothing could be held. */
  get charges(): number {
    let sum = 0;
    for (const { cost } of this.#charges.values()) sum += cost;
    return sum;
  }

  add(settlement: Settlement): void {
    this.#waiting.push(settlement);
    this.#soon();
  }

  /** `id`: of the charge, where no other waits for the same accounts. Waits for `flush`. */
  charge({ id, accounts, cost, unsettled = 0 }: Charge): void {
    const key = accounts.map((account) => account.id).join("\n");
    const known = this.#charges.get(key);
    const sum = { cost: (known?.cost ?? 0) + cost, unsettled: (known?.unsettled ?? 0) + unsettled };
    this.#charges.set(key, { id: known?.id ?? id, accounts: known?.accounts ?? accounts, ...sum });
  }

  /** Sends all of it to a store that is up, before whatever is sent next. Settles when that has taken it, or could not. Never rejects. */
  async flush(): Promise<void> {
    this.#isDue = false;
    if (!this.#store.isUp()) return;
    if (this.#waiting.length === 0 && this.#charges.size === 0 && this.#unsure.length === 0) return;
    const batch = [...this.#unsure, ...this.#waiting, ...this.#charges.values()];
    this.#unsure = [];
    this.#waiting = [];
    this.#charges.clear();
    const sending = this.#send(batch);
    this.#sending.add(sending);
    await sending;
    this.#sending.delete(sending);
  }

  /** Settles when nothing is on its way any more, and nothing waits that the store would take. Never rejects. */
  async drain(): Promise<void> {
    await Promise.all(this.#sending);
    await this.flush();
  }

  async #send(batch: readonly Settlement[]): Promise<void> {
    this.#sent += batch.length;
    try {
      await this.#store.settle(batch);
    } catch {
      this.#unsure.push(...batch);
    } finally {
      this.#sent -= batch.length;
    }
  }

  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#store.later(() => {
      if (this.#isDue) void this.flush();
    });
  }
}
