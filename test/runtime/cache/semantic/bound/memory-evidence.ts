import type { EvidenceStore, Found } from "../../../../../runtime/cache/store/cache-store.ts";

/** A store that can be away, before or after it has done what was asked. */
export class MemoryEvidence implements EvidenceStore {
  readonly sums = new Map<string, Map<number, Found>>();
  isAway: "no" | "before" | "after" = "no";

  async add(series: string, period: number, { checks, wrong }: Found): Promise<void> {
    if (this.isAway === "before") throw new Error("away");
    const periods = this.sums.get(series) ?? new Map<number, Found>();
    this.sums.set(series, periods);
    const known = periods.get(period) ?? { checks: 0, wrong: 0 };
    periods.set(period, { checks: known.checks + checks, wrong: known.wrong + wrong });
    if (this.isAway === "after") throw new Error("away");
  }

  async read(series: string): Promise<(Found & { period: number })[]> {
    if (this.isAway !== "no") throw new Error("away");
    const periods = [...(this.sums.get(series) ?? [])].map(([period, found]) => ({ period, ...found }));
    return periods.sort((a, b) => a.period - b.period);
  }

  async forget(series: string, before: number): Promise<void> {
    const periods = this.sums.get(series);
    for (const period of periods?.keys() ?? []) if (period < before) periods?.delete(period);
  }

  total(series: string): Found {
    const all = [...(this.sums.get(series)?.values() ?? [])];
    return {
      checks: all.reduce((sum, { checks }) => sum + checks, 0),
      wrong: all.reduce((sum, { wrong }) => sum + wrong, 0),
    };
  }
}
