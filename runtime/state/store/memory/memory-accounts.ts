import type { Account, Accounts, Charge, Held, Hold, SettledHold, Settlement, Standing } from "../accounts.ts";
import { KEPT } from "../keeping.ts";

interface Kept {
  spent: number;
  held: number;
  unsettled: number;
  ends: number | undefined;
}

interface KeptHold {
  readonly amount: number;
  readonly accounts: readonly Account[];
  expires: number;
  /** It was charged when it expired. */
  isCharged: boolean;
}

export class MemoryAccounts implements Accounts {
  readonly #accounts = new Map<string, Kept>();
  readonly #holds = new Map<string, KeptHold>();
  /** By id, when it was made. */
  readonly #charges = new Map<string, number>();

  async hold({ id, amount, accounts, expires }: Hold): Promise<Held> {
    if (!this.#holds.has(id)) {
      for (const [i, account] of accounts.entries()) {
        const left = this.#left(account);
        if (amount > left) return { kind: "does-not-fit", account: i, left };
      }
      for (const account of accounts) this.#kept(account).held += amount;
      this.#holds.set(id, { amount, accounts, expires, isCharged: false });
    }
    return { kind: "held", left: accounts.map((account) => this.#left(account)) };
  }

  async settle(settlements: readonly Settlement[], now: number): Promise<void> {
    for (const settlement of settlements)
      if ("hold" in settlement) this.#settleHold(settlement);
      else this.#charge(settlement, now);
  }

  async renew(ids: readonly string[], expires: number): Promise<void> {
    for (const id of ids) {
      const hold = this.#holds.get(id);
      if (hold !== undefined && !hold.isCharged) hold.expires = expires;
    }
  }

  async standings(accounts: readonly string[]): Promise<readonly Standing[]> {
    return accounts.map((id) => {
      const { spent, held, unsettled } = this.#accounts.get(id) ?? { spent: 0, held: 0, unsettled: 0 };
      return { spent, held, unsettled };
    });
  }

  expire(now: number): number {
    let charged = 0;
    for (const hold of this.#holds.values()) {
      if (hold.isCharged || hold.expires > now) continue;
      for (const { id } of hold.accounts)
        this.#add(id, { held: -hold.amount, spent: hold.amount, unsettled: hold.amount });
      hold.isCharged = true;
      charged++;
    }
    return charged;
  }

  /** What ended, expired or was charged so long before `hand`. */
  forget(hand: number): void {
    const before = hand - KEPT;
    for (const [id, { isCharged, expires }] of this.#holds) if (isCharged && expires <= before) this.#holds.delete(id);
    for (const [id, at] of this.#charges) if (at <= before) this.#charges.delete(id);
    for (const [id, { ends, held }] of this.#accounts)
      if (ends !== undefined && ends <= before && held === 0) this.#accounts.delete(id);
  }

  #settleHold({ hold: id, cost, unsettled = 0 }: SettledHold): void {
    const hold = this.#holds.get(id);
    if (hold === undefined) return;
    this.#holds.delete(id);
    const { amount, accounts, isCharged } = hold;
    const change = isCharged
      ? { held: 0, spent: cost - amount, unsettled: unsettled - amount }
      : { held: -amount, spent: cost, unsettled };
    for (const account of accounts) this.#add(account.id, change);
  }

  #charge({ id, accounts, cost, unsettled = 0 }: Charge, now: number): void {
    if (this.#charges.has(id)) return;
    this.#charges.set(id, now);
    for (const account of accounts) {
      this.#kept(account);
      this.#add(account.id, { held: 0, spent: cost, unsettled });
    }
  }

  #left({ id, limit }: Account): number {
    const { spent, held } = this.#accounts.get(id) ?? { spent: 0, held: 0 };
    return limit - spent - held;
  }

  #kept({ id, ends }: Account): Kept {
    const kept = this.#accounts.get(id) ?? { spent: 0, held: 0, unsettled: 0, ends };
    this.#accounts.set(id, kept);
    return kept;
  }

  /** An account that is forgotten stays so. */
  #add(id: string, { held, spent, unsettled }: Standing): void {
    const kept = this.#accounts.get(id);
    if (kept === undefined) return;
    kept.held += held;
    kept.spent += spent;
    kept.unsettled += unsettled;
  }
}
