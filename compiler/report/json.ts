/** Findings for machines: schemas/report.ts. */
import type { Report, ReportFinding, ReportSpan } from "../../schemas/report.ts";
import type { Diagnostic } from "../diagnostics/define.ts";
import { position, type Span } from "../source.ts";
import { fingerprints } from "./fingerprint.ts";

/** `table` is the hash of the table, when there is one. */
export function jsonReport(diagnostics: readonly Diagnostic[], table?: string): Report {
  const names = fingerprints(diagnostics);
  return {
    format: "pointsman-report",
    version: 1,
    findings: diagnostics.map((diagnostic, index) => finding(diagnostic, names[index] ?? "")),
    ...(table === undefined ? {} : { table }),
  };
}

function finding(diagnostic: Diagnostic, fingerprint: string): ReportFinding {
  const { code, severity, message, span, labels, help, fix } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(span ? { span: reportSpan(span) } : {}),
    labels: labels.map((label) => ({ span: reportSpan(label.span), text: label.text })),
    ...(help === undefined ? {} : { help }),
    ...(fix
      ? { fix: { title: fix.title, edits: fix.edits.map(({ span, text }) => ({ span: reportSpan(span), text })) } }
      : {}),
    fingerprint,
  };
}

function reportSpan({ file, start, end }: Span): ReportSpan {
  return { file: file.name, start, end, ...position(file, start) };
}
