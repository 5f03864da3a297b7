import type { UsageAddition, UsageAsked, UsageExtent, UsageLedger, UsageRow, UsageSum } from "../usage-ledger.ts";
import { placeOf, plus, summed } from "../usage-sums.ts";

export class MemoryUsage implements UsageLedger {
  readonly #rows = new Map<string, UsageRow>();

  /** The last turn of each writer. */
  readonly #turns = new Map<string, number>();

  async add({ writer, turn, rows }: UsageAddition): Promise<void> {
    if (turn <= (this.#turns.get(writer) ?? Number.NEGATIVE_INFINITY)) return;
    this.#turns.set(writer, turn);
    for (const row of rows) {
      const place = placeOf(row);
      const known = this.#rows.get(place);
      this.#rows.set(place, known === undefined ? { ...row } : plus(known, row));
    }
  }

  async sums({ by, from, to }: UsageAsked): Promise<readonly UsageSum[]> {
    return summed(
      [...this.#rows.values()].filter(({ day }) => day >= from && day <= to),
      by,
    );
  }

  async trim(before: string): Promise<void> {
    for (const [place, { day }] of this.#rows) if (day < before) this.#rows.delete(place);
  }

  async extent(): Promise<UsageExtent> {
    const days = [...this.#rows.values()].map(({ day }) => day).sort();
    const [first] = days;
    return { rows: days.length, ...(first !== undefined && { days: [first, days.at(-1)!] }) };
  }
}
