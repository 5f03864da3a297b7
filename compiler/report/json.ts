/** Findings for machines: schemas/report.ts. */
import { createHash } from "node:crypto";
import type { Report, ReportFinding, ReportSpan } from "../../schemas/report.ts";
import type { Diagnostic } from "../diagnostics/define.ts";
import { position, type Span } from "../source.ts";
import { lineAt, lineText } from "./lines.ts";

/** `table` is the hash of the table, when there is one. */
export function jsonReport(diagnostics: readonly Diagnostic[], table?: string): Report {
  const seen = new Map<string, number>();
  return {
    format: "pointsman-report",
    version: 1,
    findings: diagnostics.map((diagnostic) => finding(diagnostic, seen)),
    ...(table === undefined ? {} : { table }),
  };
}

function finding(diagnostic: Diagnostic, seen: Map<string, number>): ReportFinding {
  const { code, severity, message, span, labels, help } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(span ? { span: reportSpan(span) } : {}),
    labels: labels.map((label) => ({ span: reportSpan(label.span), text: label.text })),
    ...(help === undefined ? {} : { help }),
    fingerprint: fingerprint(diagnostic, seen),
  };
}

function reportSpan({ file, start, end }: Span): ReportSpan {
  return { file: file.name, start, end, ...position(file, start) };
}

/** The line's text stands for the place, so that lines may move. Equal ones are counted, in the order of the findings. */
function fingerprint({ code, message, span }: Diagnostic, seen: Map<string, number>): string {
  const where = span ? [span.file.name, lineText(span.file, lineAt(span.file, span.start)).text.trim()] : [message];
  const identity = JSON.stringify([code, ...where]);
  const count = seen.get(identity) ?? 0;
  seen.set(identity, count + 1);
  return createHash("sha256").update(`${identity}${count}`).digest("hex").slice(0, 32);
}
