/** As RFC 4180 writes it, one head and one line per row. The total is left out: who reads it sums. */
import type { SpendReport, SpendRow } from "../../schemas/spend.ts";
import { usdOfNano } from "./money.ts";

export function spendCsv({ by, rows }: SpendReport): string {
  const lines = rows.map((row) => [...by.map((name) => cellOf(row[name] ?? "")), ...figuresOf(row)]);
  return [[...by, ...figureNames], ...lines].map((cells) => cells.join(",")).join("\r\n");
}

const figureNames = [
  ...["requests", "input", "cache_read", "cache_write", "output", "reasoning"],
  ...["cost_usd", "unsettled_usd", "unpriced", "cache_hits"],
];

function figuresOf(row: SpendRow): string[] {
  const { requests, input, cacheRead, cacheWrite, output, reasoning, unpriced, cacheHits } = row;
  return [
    ...[requests, input, cacheRead, cacheWrite, output, reasoning].map(String),
    usdOfNano(row.costNanoUsd),
    usdOfNano(row.unsettledNanoUsd),
    String(unpriced),
    String(cacheHits),
  ];
}

/** A spreadsheet takes a text that begins so for a formula: an apostrophe before it says that it is none. */
function cellOf(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r\n＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
