/** Money in the file. All within a transaction of the caller's. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Account, Charge, Held, Hold, SettledHold, Settlement, Standing } from "../accounts.ts";
import { KEPT } from "../keeping.ts";
import type { PutOff } from "./batches.ts";

interface KeptHold {
  readonly amount: number;
  /** Ids, as JSON. */
  readonly accounts: string;
  readonly charged: 0 | 1;
}

/** As it stands within a transaction. */
interface KeptAccount {
  spent: number;
  held: number;
  unsettled: number;
  /** In the file, or to be put there. */
  is: "stored" | "new" | "absent";
  /** Of a new one. */
  ends: number | null;
  isChanged: boolean;
}

/** An account that several ask for in one transaction is read once and written once. */
export class SqliteAccounts implements PutOff {
  readonly #accounts = new Map<string, KeptAccount>();
  readonly #standing: StatementSync;
  readonly #open: StatementSync;
  readonly #set: StatementSync;
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
    this.#open = sql("INSERT INTO accounts VALUES (?, ?, ?, ?, ?)");
    this.#set = sql("UPDATE accounts SET spent = ?, held = ?, unsettled = ? WHERE id = ?");
    this.#isHeld = sql("SELECT 1 FROM holds WHERE id = ?");
    this.#hold = sql("INSERT OR IGNORE INTO holds (id, owner, amount, accounts, expires) VALUES (?, ?, ?, ?, ?)");
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
    const left = accounts.map(({ id, limit }) => {
      const { spent, held } = this.#account(id);
      return limit - spent - held;
    });
    const account = left.findIndex((one) => amount > one);
    if (account !== -1) {
      if (this.#isHeld.get(id) !== undefined) return { kind: "held", left };
      return { kind: "does-not-fit", account, left: left[account]! };
    }
    const ids = JSON.stringify(accounts.map((one) => one.id));
    if (this.#hold.run(id, owner, amount, ids, expires).changes === 0) return { kind: "held", left };
    for (const one of accounts) this.#change(one, { spent: 0, held: amount, unsettled: 0 });
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
    const { spent, held, unsettled } = this.#account(id);
    return { spent, held, unsettled };
  }

  expire(now: number): number {
    const expired = this.#expired.all(now) as unknown as KeptHold[];
    for (const { amount, accounts } of expired)
      for (const id of idsOf(accounts)) this.#add(id, { spent: amount, held: -amount, unsettled: amount });
    return expired.length;
  }

  forget(hand: number): void {
    // By what is in the file.
    this.write();
    for (const statement of this.#forget) statement.run(hand - KEPT);
  }

  write(): void {
    for (const [id, { spent, held, unsettled, is, ends, isChanged }] of this.#accounts)
      if (is === "new") this.#open.run(id, spent, held, unsettled, ends);
      else if (isChanged) this.#set.run(spent, held, unsettled, id);
    this.#accounts.clear();
  }

  drop(): void {
    this.#accounts.clear();
  }

  #settleHold({ hold, cost, unsettled = 0 }: SettledHold): void {
    const kept = this.#release.get(hold) as unknown as KeptHold | undefined;
    if (kept === undefined) return;
    const { amount, accounts, charged } = kept;
    const change = charged
      ? { spent: cost - amount, held: 0, unsettled: unsettled - amount }
      : { spent: cost, held: -amount, unsettled };
    for (const id of idsOf(accounts)) this.#add(id, change);
  }

  #settleCharge({ id, accounts, cost, unsettled = 0 }: Charge, now: number): void {
    if (this.#charge.run(id, now).changes === 0) return;
    for (const account of accounts) this.#change(account, { spent: cost, held: 0, unsettled });
  }

  /** One that is not there is opened. */
  #change({ id, ends }: Account, change: Standing): void {
    const account = this.#account(id);
    if (account.is === "absent") {
      account.is = "new";
      account.ends = ends ?? null;
    }
    this.#add(id, change);
  }

  /** One that is not there stays so: it was forgotten. */
  #add(id: string, { spent, held, unsettled }: Standing): void {
    const account = this.#account(id);
    if (account.is === "absent") return;
    account.spent += spent;
    account.held += held;
    account.unsettled += unsettled;
    account.isChanged = true;
  }

  #account(id: string): KeptAccount {
    const known = this.#accounts.get(id);
    if (known) return known;
    const row = this.#standing.get(id) as unknown as Standing | undefined;
    const { spent, held, unsettled } = row ?? { spent: 0, held: 0, unsettled: 0 };
    const is = row ? "stored" : "absent";
    const account: KeptAccount = { spent, held, unsettled, is, ends: null, isChanged: false };
    this.#accounts.set(id, account);
    return account;
  }
}

function idsOf(accounts: string): string[] {
  return JSON.parse(accounts) as string[];
}
