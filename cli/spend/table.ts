/** For a terminal. */
import type { SpendReport } from "../../schemas/spend.ts";
import { columns } from "../columns.ts";
import { printable } from "../printable.ts";
import { nothingUsed, remarks, shownRows } from "./shown-rows.ts";

export function spendTable(report: SpendReport): string {
  const { rows, from, to } = report;
  if (rows.length === 0) return nothingUsed(report);
  const shown = shownRows(report, printable);
  const told = [`${from} to ${to}, in UTC`, columns([shown.head, ...shown.rows], shown.names), ...remarks(report)];
  return told.join("\n\n");
}
