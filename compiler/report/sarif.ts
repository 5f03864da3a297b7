/** Findings as SARIF 2.1.0, which code scanning services read. Columns count UTF-16 units. */
import type { Diagnostic, DiagnosticEntry, Fix, Shown } from "../diagnostics/define.ts";
import { diagnosticKinds } from "../diagnostics/registry.ts";
import { position, type Span } from "../source.ts";
import { fingerprints } from "./fingerprint.ts";

export interface SarifLog {
  readonly $schema: string;
  readonly version: "2.1.0";
  readonly runs: readonly object[];
}

/** `version` is the compiler's. Rules are those that were broken, by code. */
export function sarif(diagnostics: readonly Diagnostic[], version: string): SarifLog {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const names = fingerprints(diagnostics);
  const results = diagnostics.map((diagnostic, index) => ({
    ...result(diagnostic, codes.indexOf(diagnostic.code)),
    partialFingerprints: { "pointsmanFinding/v1": names[index] ?? "" },
  }));
  const rules = codes.flatMap((code) => diagnosticKinds.filter((kind) => kind.code === code)).map(rule);
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "pointsman", version, rules } }, columnKind: "utf16CodeUnits", results }],
  };
}

function rule({ code, severity, title, page }: DiagnosticEntry): object {
  const text = `${page.what}\n\nWhy it hurts: ${page.why}\n\nThe mend: ${page.mend}`;
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: page.what },
    help: { text, markdown: text },
    defaultConfiguration: { level: severity },
    properties: { tags: [code.slice(0, code.indexOf("/"))] },
  };
}

function result({ code, severity, message, span, labels, help, fix, shown }: Diagnostic, ruleIndex: number): object {
  const related = labels.map((label, id) => ({ id, ...location(label.span), message: { text: label.text } }));
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: span ? [location(span)] : [],
    ...(related.length > 0 ? { relatedLocations: related } : {}),
    ...(fix ? { fixes: [sarifFix(fix)] } : {}),
    ...(shown ? example(shown, span) : {}),
  };
}

/** The steps as a flow through the policy; one that is nowhere written stands where the one before it does: every step needs a place. */
function example({ witness, trace }: Shown, finding: Span | undefined): object {
  let at = finding;
  const locations = trace.map(({ text, span }) => {
    at = span ?? at;
    return { location: { ...(at ? location(at) : {}), message: { text } } };
  });
  const flow = { message: { text: "What happens to the request." }, threadFlows: [{ locations }] };
  return { ...(trace.length > 0 ? { codeFlows: [flow] } : {}), properties: { witness } };
}

function location(span: Span): object {
  return { physicalLocation: { artifactLocation: artifact(span), region: region(span) } };
}

/** Relative to where the compiler was started. */
function artifact({ file }: Span): object {
  return { uri: file.name.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

function region({ file, start, end }: Span): object {
  const from = position(file, start);
  const to = position(file, end);
  const lines = { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
  return { ...lines, charOffset: start, charLength: end - start };
}

function sarifFix({ title, edits }: Fix): object {
  const byFile = Map.groupBy(edits, ({ span }) => span.file.name);
  const artifactChanges = [...byFile.values()].map((inFile) => ({
    artifactLocation: inFile[0] && artifact(inFile[0].span),
    replacements: inFile.map(({ span, text }) => ({ deletedRegion: region(span), insertedContent: { text } })),
  }));
  return { description: { text: title }, artifactChanges };
}
