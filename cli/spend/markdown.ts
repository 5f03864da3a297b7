/** A table for a report or a pull request. */
import type { SpendReport } from "../../schemas/spend.ts";
import { nothingUsed, remarks, shownRows } from "./shown-rows.ts";

export function spendMarkdown(report: SpendReport): string {
  if (report.rows.length === 0) return nothingUsed(report);
  const { head, rows, names } = shownRows(report, escaped);
  const rule = head.map((_, at) => (at < names ? "---" : "---:"));
  const lines = [head, rule, ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  return [lines.join("\n"), ...remarks(report)].join("\n\n");
}

/** Nothing of a name is markup, and all of it is in one line. */
function escaped(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, " ").replace(/[\\`*_{}[\]<>()#+!|~&:@]/g, "\\$&");
}
