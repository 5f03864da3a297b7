/** For a terminal. */
import type { SpendReport } from "../../schemas/spend.ts";
import { columns } from "../columns.ts";
import { nothingUsed, remarks, shownRows } from "./shown-rows.ts";

export function spendTable(report: SpendReport): string {
  const { rows, from, to } = report;
  if (rows.length === 0) return nothingUsed(report);
  const shown = shownRows(report, printable);
  const told = [`${from} to ${to}, in UTC`, columns([shown.head, ...shown.rows], shown.names), ...remarks(report)];
  return told.join("\n\n");
}

/** What moves the cursor or changes the direction of writing is spelled out. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${one.codePointAt(0)!.toString(16)}}`);
}
