/** From a store's sums to what is told of them. */
import type { UsageSum } from "../../runtime/state/store/usage-ledger.ts";
import type { SpendColumn, SpendFigures, SpendReport, SpendRow } from "../../schemas/spend.ts";
import type { Period } from "./period.ts";

export function spendReport(sums: readonly UsageSum[], by: readonly SpendColumn[], { from, to }: Period): SpendReport {
  const rows = sums.map((sum) => ({ ...columnsOf(sum, by), ...figuresOf(sum) }));
  // The sort is stable: within a day the dearest stays first.
  if (by[0] === "day")
    rows.sort((one, other) => ((one.day ?? "") < (other.day ?? "") ? -1 : one.day === other.day ? 0 : 1));
  return { format: "pointsman-spend", version: 1, from, to, by, rows, total: totalOf(rows) };
}

function columnsOf(sum: UsageSum, by: readonly SpendColumn[]): Partial<Record<SpendColumn, string>> {
  return Object.fromEntries(by.map((name) => [name, sum[name] ?? ""]));
}

function figuresOf({ cost, unsettled, ...sum }: UsageSum): SpendFigures {
  const { requests, input, cacheRead, cacheWrite, output, reasoning, unpriced, cacheHits } = sum;
  const tokens = { input, cacheRead, cacheWrite, output, reasoning };
  return { requests, ...tokens, costNanoUsd: cost, unsettledNanoUsd: unsettled, unpriced, cacheHits };
}

function totalOf(rows: readonly SpendRow[]): SpendFigures {
  const sum = (name: keyof SpendFigures): number => rows.reduce((total, row) => total + row[name], 0);
  return {
    requests: sum("requests"),
    input: sum("input"),
    cacheRead: sum("cacheRead"),
    cacheWrite: sum("cacheWrite"),
    output: sum("output"),
    reasoning: sum("reasoning"),
    costNanoUsd: sum("costNanoUsd"),
    unsettledNanoUsd: sum("unsettledNanoUsd"),
    unpriced: sum("unpriced"),
    cacheHits: sum("cacheHits"),
  };
}
