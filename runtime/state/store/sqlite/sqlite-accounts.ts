/** Money in the file. All within a transaction of the caller's. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Account, Charge, Held, Hold, SettledHold, Settlement, Standing } from "../accounts.ts";
import { KEPT } from "../keeping.ts";

interface KeptHold {
  readonly amount: number;
  /** Ids, as JSON. */
  readonly accounts: string;
  readonly charged: 0 | 1;
}

const nothing: Standing = { spent: 0, held: 0, unsettled: 0 };

export class SqliteAccounts {
  readonly #standing: StatementSync;
  readonly #open: StatementSync;
  readonly #add: StatementSync;
  readonly #isHeld: StatementSync;
  readonly #hold: StatementSync;
  readonly #release: StatementSync;
  readonly #charge: StatementSync;
  readonly #renew: StatementSync;
  readonly #expired: StatementSync;
  readonly #forget: StatementSync[];

  constructor(database: DatabaseSync) {
    const sql = (text: string): StatementSync => database.prepare(text);
    this.#standing = sql("SELECT spent, held, unsettled FROM accounts WHERE id = ?");
    this.#open = sql("INSERT OR IGNORE INTO accounts VALUES (?, 0, 0, 0, ?)");
    this.#add = sql("UPDATE accounts SET spent = spent + ?, held = held + ?, unsettled = unsettled + ? WHERE id = ?");
    this.#isHeld = sql("SELECT 1 FROM holds WHERE id = ?");
    this.#hold = sql("INSERT INTO holds (id, owner, amount, accounts, expires) VALUES (?, ?, ?, ?, ?)");
    this.#release = sql("DELETE FROM holds WHERE id = ? RETURNING amount, accounts, charged");
    this.#charge = sql("INSERT OR IGNORE INTO charges VALUES (?, ?)");
    this.#renew = sql("UPDATE holds SET expires = ? WHERE id = ? AND charged = 0");
    this.#expired = sql(
      "UPDATE holds SET charged = 1 WHERE charged = 0 AND expires <= ? RETURNING amount, accounts, charged",
    );
    this.#forget = [
      sql("DELETE FROM holds WHERE charged = 1 AND expires <= ?"),
      sql("DELETE FROM charges WHERE at <= ?"),
      sql("DELETE FROM accounts WHERE ends <= ? AND held = 0"),
    ];
  }

  hold({ id, owner, amount, accounts, expires }: Hold): Held {
    const left = accounts.map((account) => this.#left(account));
    if (this.#isHeld.get(id) !== undefined) return { kind: "held", left };
    const account = left.findIndex((one) => amount > one);
    if (account !== -1) return { kind: "does-not-fit", account, left: left[account]! };
    this.#hold.run(id, owner, amount, JSON.stringify(accounts.map((one) => one.id)), expires);
    for (const one of accounts) this.#change(one, { ...nothing, held: amount });
    return { kind: "held", left: left.map((one) => one - amount) };
  }

  settle(settlements: readonly Settlement[], now: number): void {
    for (const settlement of settlements)
      if ("hold" in settlement) this.#settleHold(settlement);
      else this.#settleCharge(settlement, now);
  }

  renew(ids: readonly string[], expires: number): void {
    for (const id of ids) this.#renew.run(expires, id);
  }

  standing(id: string): Standing {
    const { spent, held, unsettled } = (this.#standing.get(id) as unknown as Standing | undefined) ?? nothing;
    return { spent, held, unsettled };
  }

  expire(now: number): number {
    const expired = this.#expired.all(now) as unknown as KeptHold[];
    for (const { amount, accounts } of expired)
      for (const id of idsOf(accounts)) this.#add.run(amount, -amount, amount, id);
    return expired.length;
  }

  forget(hand: number): void {
    for (const statement of this.#forget) statement.run(hand - KEPT);
  }

  #settleHold({ hold, cost, unsettled = 0 }: SettledHold): void {
    const kept = this.#release.get(hold) as unknown as KeptHold | undefined;
    if (kept === undefined) return;
    const { amount, accounts, charged } = kept;
    for (const id of idsOf(accounts))
      if (charged) this.#add.run(cost - amount, 0, unsettled - amount, id);
      else this.#add.run(cost, -amount, unsettled, id);
  }

  #settleCharge({ id, accounts, cost, unsettled = 0 }: Charge, now: number): void {
    if (this.#charge.run(id, now).changes === 0) return;
    for (const account of accounts) this.#change(account, { spent: cost, held: 0, unsettled });
  }

  #change({ id, ends }: Account, { spent, held, unsettled }: Standing): void {
    if (this.#add.run(spent, held, unsettled, id).changes !== 0) return;
    this.#open.run(id, ends ?? null);
    this.#add.run(spent, held, unsettled, id);
  }

  #left({ id, limit }: Account): number {
    const { spent, held } = this.standing(id);
    return limit - spent - held;
  }
}

function idsOf(accounts: string): string[] {
  return JSON.parse(accounts) as string[];
}
