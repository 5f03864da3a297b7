/** Use in the file. All within a transaction of the caller's. */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import type { UsageAddition, UsageAsked, UsageExtent, UsageSum } from "../usage-ledger.ts";
import { dearestFirst, usageColumns, usageFigures } from "../usage-sums.ts";

export class SqliteUsage {
  readonly #database: DatabaseSync;
  readonly #add: StatementSync;
  readonly #turn: StatementSync;
  readonly #trim: StatementSync;
  readonly #trimWriters: StatementSync;

  constructor(database: DatabaseSync) {
    const names = [...usageColumns, ...usageFigures];
    const more = usageFigures.map((name) => `${name} = ${name} + excluded.${name}`);
    this.#database = database;
    this.#add = database.prepare(
      `INSERT INTO usage (${names}) VALUES (${names.map(() => "?")}) ON CONFLICT DO UPDATE SET ${more}`,
    );
    this.#turn = database.prepare(
      `INSERT INTO writers VALUES (?, ?, date()) ON CONFLICT DO UPDATE SET turn = excluded.turn, day = excluded.day
       WHERE excluded.turn > turn`,
    );
    this.#trim = database.prepare("DELETE FROM usage WHERE day < ?");
    this.#trimWriters = database.prepare("DELETE FROM writers WHERE day < date('now', '-1 day')");
  }

  add({ writer, turn, rows }: UsageAddition): void {
    if (this.#turn.run(writer, turn).changes === 0) return;
    for (const row of rows)
      this.#add.run(...usageColumns.map((name) => row[name]), ...usageFigures.map((name) => row[name]));
  }

  sums({ by, from, to }: UsageAsked): readonly UsageSum[] {
    const columns = usageColumns.filter((name) => by.includes(name));
    const asked = [...columns, ...usageFigures.map((name) => `SUM(${name}) AS ${name}`)];
    const groups = columns.length > 0 ? `GROUP BY ${columns}` : "HAVING COUNT(*) > 0";
    const rows = this.#database
      .prepare(`SELECT ${asked} FROM usage WHERE day >= ? AND day <= ? ${groups}`)
      .all(from, to) as unknown as UsageSum[];
    return rows.map((row) => ({ ...row })).sort(dearestFirst(by));
  }

  trim(before: string): void {
    this.#trim.run(before);
    this.#trimWriters.run();
  }

  extent(): UsageExtent {
    const asked = "SELECT COUNT(*) AS rows, MIN(day) AS first, MAX(day) AS last FROM usage";
    const { rows, first, last } = this.#database.prepare(asked).get() ?? {};
    return { rows: Number(rows), ...(typeof first === "string" && { days: [first, String(last)] }) };
  }
}
