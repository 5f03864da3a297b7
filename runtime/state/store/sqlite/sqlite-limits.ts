/** Limits in the file. All within a transaction of the caller's. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { judgeTaking } from "../judge-taking.ts";
import { KEPT_RATE } from "../keeping.ts";
import type { PlaceAsked, RateAsked, Taken, Taking } from "../limits.ts";
import { emptyAt, levelAt, type RateLevel, wasSetBack } from "../rate-level.ts";
import type { PutOff } from "./batches.ts";

/** As it stands within a transaction; `empty`: it was changed, and says nothing any more from then on. */
interface KeptRate {
  readonly level: RateLevel | undefined;
  readonly empty?: number;
}

/** A rate that several take from in one transaction is read once and written once. */
export class SqliteLimits implements PutOff {
  readonly #rates = new Map<string, KeptRate>();
  readonly #rate: StatementSync;
  readonly #setRate: StatementSync;
  readonly #inUse: StatementSync;
  readonly #place: StatementSync;
  readonly #leave: StatementSync;
  readonly #renew: StatementSync;
  readonly #expire: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    const sql = (text: string): StatementSync => database.prepare(text);
    this.#rate = sql("SELECT level, at FROM rates WHERE key = ?");
    this.#setRate = sql("INSERT OR REPLACE INTO rates VALUES (?, ?, ?, ?)");
    this.#inUse = sql("SELECT COUNT(*) AS count FROM places WHERE key = ? AND id <> ? AND expires > ?");
    this.#place = sql("INSERT OR REPLACE INTO places VALUES (?, ?, ?)");
    this.#leave = sql("DELETE FROM places WHERE id = ?");
    this.#renew = sql("UPDATE places SET expires = ? WHERE id = ?");
    this.#expire = sql("DELETE FROM places WHERE expires <= ?");
    this.#forget = sql("DELETE FROM rates WHERE empty <= ?");
  }

  take(asked: Taking, now: number): Taken {
    const { rates, places } = asked;
    const levels = rates.map((rate) => this.#level(rate, now));
    const taken = judgeTaking(
      asked,
      levels,
      places.map((place) => this.#othersIn(place, now)),
    );
    if (taken.kind === "over") {
      for (const [i, rate] of rates.entries())
        if (wasSetBack(this.#rates.get(rate.key)?.level, now)) this.#set(rate, levels[i]!, now);
      return taken;
    }
    for (const [i, rate] of rates.entries()) this.#set(rate, levels[i]! + rate.amount, now);
    for (const { key, id, expires } of places) this.#place.run(key, id, expires);
    return taken;
  }

  correct(rates: readonly RateAsked[], now: number): void {
    for (const rate of rates) this.#set(rate, Math.max(0, this.#level(rate, now) + rate.amount), now);
  }

  leave(ids: readonly string[]): void {
    for (const id of ids) this.#leave.run(id);
  }

  renew(ids: readonly string[], expires: number): void {
    for (const id of ids) this.#renew.run(expires, id);
  }

  expire(now: number): void {
    this.#expire.run(now);
  }

  forget(hand: number): void {
    // By what is in the file.
    this.write();
    this.#forget.run(hand - KEPT_RATE);
  }

  write(): void {
    for (const [key, { level, empty }] of this.#rates)
      if (level && empty !== undefined) this.#setRate.run(key, level.level, level.at, empty);
    this.#rates.clear();
  }

  drop(): void {
    this.#rates.clear();
  }

  #level(rate: RateAsked, now: number): number {
    let kept = this.#rates.get(rate.key);
    if (!kept) {
      kept = { level: this.#rate.get(rate.key) as unknown as RateLevel | undefined };
      this.#rates.set(rate.key, kept);
    }
    return levelAt(kept.level, rate, now);
  }

  #set(rate: RateAsked, level: number, now: number): void {
    this.#rates.set(rate.key, { level: { level, at: now }, empty: emptyAt(level, rate, now) });
  }

  #othersIn({ key, id }: PlaceAsked, now: number): number {
    return Number(this.#inUse.get(key, id, now)?.count);
  }
}
