/** What people are shown of a report, cell by cell: the head, the rows, the total. */
import type { SpendFigures, SpendReport } from "../../schemas/spend.ts";
import { usdColumn } from "./money.ts";

export interface ShownRows {
  readonly head: readonly string[];
  /** The total is the last one. */
  readonly rows: readonly (readonly string[])[];
  /** Columns of text before those of numbers. */
  readonly names: number;
}

/** `name`: how a name is written, which may hold anything. */
export function shownRows({ by, rows, total }: SpendReport, name: (text: string) => string): ShownRows {
  const all: readonly SpendFigures[] = [...rows, total];
  const costs = usdColumn(all.map(({ costNanoUsd }) => costNanoUsd));
  const open = usdColumn(all.map(({ unsettledNanoUsd }) => unsettledNanoUsd));
  const { cacheHits } = total;
  const hits = (of: SpendFigures): string[] => (cacheHits > 0 ? [String(of.cacheHits)] : []);
  const figures = (of: SpendFigures, at: number): string[] => [
    ...[of.requests, of.input, of.cacheRead, of.output].map(String),
    ...hits(of),
    costs[at]!,
    open[at]!,
  ];
  const shownName = (text: string | undefined): string => (text ? name(text) : "–");
  const totalNames = by.map((_, at) => (at === 0 ? "total" : ""));
  return {
    head: [
      ...[...by, "requests", "input", "cached", "output"],
      ...(cacheHits > 0 ? ["hits"] : []),
      ...["cost USD", "unsettled USD"],
    ],
    rows: [
      ...rows.map((row, at) => [...by.map((column) => shownName(row[column])), ...figures(row, at)]),
      [...totalNames, ...figures(total, rows.length)],
    ],
    names: by.length,
  };
}

/** Said behind the rows. */
export function remarks({ total: { unpriced } }: SpendReport): string[] {
  if (unpriced === 0) return [];
  const what = unpriced === 1 ? "1 attempt costs" : `${unpriced} attempts cost`;
  return [`${what} more than this: a price is not known.`];
}

export function nothingUsed({ from, to }: SpendReport): string {
  return `Nothing was used from ${from} to ${to}.`;
}
