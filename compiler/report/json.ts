/** Findings for machines: schemas/report.ts. */
import type { Report, ReportFinding, ReportProof, ReportShown, ReportSpan, Reports } from "../../schemas/report.ts";
import type { Diagnostic, Shown } from "../diagnostics/define.ts";
import { position, type Span } from "../source.ts";
import type { Proof } from "../verify/proof.ts";
import { fingerprints } from "./fingerprint.ts";

/** `table` is the hash of the table, when there is one; `proofs` all that was claimed, where that was asked for. */
export function jsonReport(
  diagnostics: readonly Diagnostic[],
  table?: string,
  proofs?: readonly Proof[],
  policy?: string,
): Report {
  const names = fingerprints(diagnostics);
  return {
    format: "pointsman-report",
    version: 1,
    ...(policy === undefined ? {} : { policy }),
    findings: diagnostics.map((diagnostic, index) => finding(diagnostic, names[index] ?? "")),
    ...(proofs ? { proofs: proofs.map(reportProof) } : {}),
    ...(table === undefined ? {} : { table }),
  };
}

export function jsonReports(reports: readonly Report[]): Reports {
  return { format: "pointsman-reports", version: 1, reports: [...reports] };
}

function finding(diagnostic: Diagnostic, fingerprint: string): ReportFinding {
  const { code, severity, message, span, labels, help, fix, shown } = diagnostic;
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
    ...reportShown(shown),
    fingerprint,
  };
}

function reportProof({ claim, code, verdict, evidence, span, shown }: Proof): ReportProof {
  return { claim, code, verdict, evidence, ...(span ? { span: reportSpan(span) } : {}), ...reportShown(shown) };
}

function reportShown(shown: Shown | undefined): ReportShown {
  if (!shown) return {};
  const trace = shown.trace.map(({ text, span }) => ({ text, ...(span ? { span: reportSpan(span) } : {}) }));
  return { witness: shown.witness, trace };
}

function reportSpan({ file, start, end }: Span): ReportSpan {
  return { file: file.name, start, end, ...position(file, start) };
}
