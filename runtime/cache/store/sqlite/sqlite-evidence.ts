/** Evidence in the file. All within a transaction of the caller's. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { Found } from "../cache-store.ts";

export class SqliteEvidence {
  readonly #add: StatementSync;
  readonly #read: StatementSync;
  readonly #forget: StatementSync;

  constructor(database: DatabaseSync) {
    this.#add = database.prepare(
      `INSERT INTO evidence VALUES (?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET checks = checks + excluded.checks, wrong = wrong + excluded.wrong`,
    );
    this.#read = database.prepare("SELECT period, checks, wrong FROM evidence WHERE series = ? ORDER BY period");
    this.#forget = database.prepare("DELETE FROM evidence WHERE series = ? AND period < ?");
  }

  add(series: string, period: number, { checks, wrong }: Found): void {
    this.#add.run(series, period, checks, wrong);
  }

  read(series: string): (Found & { readonly period: number })[] {
    const rows = this.#read.all(series);
    return rows.map(({ period, checks, wrong }) => ({
      period: Number(period),
      checks: Number(checks),
      wrong: Number(wrong),
    }));
  }

  forget(series: string, before: number): void {
    this.#forget.run(series, before);
  }
}
