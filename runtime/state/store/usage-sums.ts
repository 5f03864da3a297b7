/** Rows of use, summed by some of their columns. */
import type { UsageFigures, UsagePlace, UsageRow, UsageSum } from "./usage-ledger.ts";

/** Each figure once, in the order in which adapters keep them. */
export const usageFigures: readonly (keyof UsageFigures)[] = [
  "requests",
  "input",
  "cacheRead",
  "cacheWrite",
  "output",
  "reasoning",
  "cost",
  "unsettled",
  "unpriced",
  "cacheHits",
];

/** Each column once, the day first. */
export const usageColumns: readonly (keyof UsagePlace)[] = [
  "day",
  "key",
  "team",
  "route",
  "rule",
  "provider",
  "model",
  "family",
];

/** One text for one place, and another one for another. */
export function placeOf(row: UsagePlace, by: readonly (keyof UsagePlace)[] = usageColumns): string {
  return JSON.stringify(by.map((column) => row[column]));
}

/** The row with figures that are added to its own. */
export function plus(row: UsageRow, more: UsageFigures): UsageRow {
  const figures = usageFigures.map((name) => [name, row[name] + more[name]]);
  return { ...row, ...Object.fromEntries(figures) };
}

/** Largest cost first; what costs the same in the order of its columns. */
export function summed(rows: Iterable<UsageRow>, by: readonly (keyof UsagePlace)[]): readonly UsageSum[] {
  const sums = new Map<string, Sum>();
  for (const row of rows) {
    const place = placeOf(row, by);
    let sum = sums.get(place);
    if (sum === undefined) {
      sum = { columns: Object.fromEntries(by.map((column) => [column, row[column]])), figures: { ...nothing } };
      sums.set(place, sum);
    }
    for (const name of usageFigures) sum.figures[name] += row[name];
  }
  return [...sums.values()].map(({ columns, figures }) => ({ ...columns, ...figures })).sort(dearestFirst(by));
}

export function dearestFirst(by: readonly (keyof UsagePlace)[]): (one: UsageSum, other: UsageSum) => number {
  return (one, other) => {
    if (one.cost !== other.cost) return other.cost - one.cost;
    const column = by.find((name) => one[name] !== other[name]);
    return column !== undefined && one[column]! < other[column]! ? -1 : 1;
  };
}

interface Sum {
  readonly columns: Partial<UsagePlace>;
  readonly figures: Figures;
}

export type Figures = { -readonly [name in keyof UsageFigures]: number };

/** Nothing was used. */
export const nothing: Readonly<Figures> = {
  requests: 0,
  input: 0,
  cacheRead: 0,
  cacheWrite: 0,
  output: 0,
  reasoning: 0,
  cost: 0,
  unsettled: 0,
  unpriced: 0,
  cacheHits: 0,
};
