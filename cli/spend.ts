import type { UsageSum } from "../runtime/state/store/usage-ledger.ts";
import { usageColumns } from "../runtime/state/store/usage-sums.ts";
import type { SpendColumn, SpendReport } from "../schemas/spend.ts";
import { oneOf, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { spendCsv } from "./spend/csv.ts";
import { spendMarkdown } from "./spend/markdown.ts";
import { type Period, periodOf } from "./spend/period.ts";
import { spendReport } from "./spend/report.ts";
import { spendTable } from "./spend/table.ts";
import { DEFAULT_STATE } from "./state-place.ts";
import { withStore } from "./with-store.ts";

export const spend: Command = {
  help: `pointsman spend [options]

Says what was used and what it cost, from the store of a gateway, which may go on serving. Days are UTC.

  --state   the store of \`serve --state\`: sqlite:<file> or redis://…; default ${DEFAULT_STATE}
  --by      what it is told apart by, with commas: ${usageColumns.join(", ")}; default team,model
  --from    the first day: 2026-11-27, 2026-11 (its first day), today, yesterday, month (the first of this one), or 7d (the last
            seven days, today included); default month
  --to      the last day: 2026-11-27, 2026-11 (its last day), today or yesterday; default today
  --format  table, csv, json or markdown; default table

Requests are those of clients. What was asked beside them or in vain, such as shadows and attempts that failed, adds its tokens and
its cost to the target that was asked. "Unsettled" is charged without a bill: what a target may take that did not say.`,

  async run(args, terminal) {
    const { values } = readArguments(args, options);
    const format = oneOf("--format", values.format, formats);
    const by = columnsOf(values.by);
    const period = periodOf(values, new Date());
    const sums = await readSums(values.state, by, period);
    terminal.out(written[format](spendReport(sums, by, period)));
    return 0;
  },
};

const options = {
  state: { type: "string", default: DEFAULT_STATE },
  by: { type: "string", default: "team,model" },
  from: { type: "string", default: "month" },
  to: { type: "string" },
  format: { type: "string", default: "table" },
} as const;

const formats = ["table", "csv", "json", "markdown"] as const;

const written: Record<(typeof formats)[number], (report: SpendReport) => string> = {
  table: spendTable,
  csv: spendCsv,
  json: (report) => JSON.stringify(report, undefined, 2),
  markdown: spendMarkdown,
};

function columnsOf(text: string): readonly SpendColumn[] {
  const names = text.split(",").map((name) => oneOf("each part of --by", name.trim(), usageColumns));
  return [...new Set(names)];
}

function readSums(place: string, by: readonly SpendColumn[], period: Period): Promise<readonly UsageSum[]> {
  const inMemory = "a store in memory is seen by its own process alone: serve with --state sqlite:<file>";
  // Nothing is made by looking.
  const absent = (file: string) => `there is no store \`${file}\`: name the one of \`serve --state\` with --state`;
  return withStore({ place, inMemory, absent }, ({ usage }) => usage.sums({ by, ...period }));
}
