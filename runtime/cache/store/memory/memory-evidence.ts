import type { EvidenceStore, Found } from "../cache-store.ts";

export class MemoryEvidence implements EvidenceStore {
  /** By series and period. */
  readonly #series = new Map<string, Map<number, Found>>();

  async add(series: string, period: number, { checks, wrong }: Found): Promise<void> {
    const periods = this.#series.get(series) ?? new Map<number, Found>();
    const before = periods.get(period) ?? { checks: 0, wrong: 0 };
    periods.set(period, { checks: before.checks + checks, wrong: before.wrong + wrong });
    this.#series.set(series, periods);
  }

  async read(series: string): Promise<readonly (Found & { readonly period: number })[]> {
    const periods = [...(this.#series.get(series) ?? [])];
    return periods.map(([period, found]) => ({ period, ...found })).sort((one, other) => one.period - other.period);
  }

  async forget(series: string, before: number): Promise<void> {
    const periods = this.#series.get(series);
    for (const period of periods?.keys() ?? []) if (period < before) periods?.delete(period);
    if (periods?.size === 0) this.#series.delete(series);
  }
}
