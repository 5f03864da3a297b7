/** What was found, for people. */
import type { DoctorReport } from "../../schemas/doctor.ts";
import { columns } from "../columns.ts";

const HEAD = ["", "area", "about", "what was found"];

export function doctorTable(report: DoctorReport): string {
  const rows = report.results.map(({ status, area, subject, message }) => [status, area, subject, oneLine(message)]);
  return `${columns([HEAD, ...rows], HEAD.length)}\n\n${summary(report)}`;
}

export function doctorMarkdown(report: DoctorReport): string {
  const cell = (text: string): string =>
    oneLine(text).replaceAll("\\", "\\\\").replaceAll("|", "\\|").replaceAll("<", "&lt;");
  const rows = report.results.map(({ status, area, subject, message }) =>
    [status, area, subject, message].map(cell).join(" | "),
  );
  return [
    `| | area | about | what was found |\n|---|---|---|---|`,
    ...rows.map((row) => `| ${row} |`),
    `\n${summary(report)}`,
  ].join("\n");
}

function summary({ source, failed, warned, results }: DoctorReport): string {
  if (failed + warned === 0) return `${source}: all ${results.length} are well`;
  return `${source}: of ${results.length}, ${failed} will not work, ${warned} may not work as they are meant to`;
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
