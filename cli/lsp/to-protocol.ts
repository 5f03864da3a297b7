/** Findings, hovers and offers in the words of the protocol. */
import { pathToFileURL } from "node:url";
import {
  type CompletionItem,
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type Diagnostic as ProtocolDiagnostic,
  type Hover as ProtocolHover,
  type Range,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import type { Offer, OfferKind } from "../../compiler/editor/completion.ts";
import type { Hover } from "../../compiler/editor/hover.ts";
import { requestLines, traceLines } from "../../compiler/report/shown-lines.ts";
import type { SourceFile, Span } from "../../compiler/source.ts";

const documents = new WeakMap<SourceFile, TextDocument>();

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

/** Lines and columns as editors count them. */
export function rangeOf({ file, start, end }: Span): Range {
  const document = documents.get(file) ?? TextDocument.create(uriOf(file.name), "", 0, file.text);
  documents.set(file, document);
  return { start: document.positionAt(start), end: document.positionAt(end) };
}

export function locationOf(span: Span): Location {
  return { uri: uriOf(span.file.name), range: rangeOf(span) };
}

const start: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** With the request that shows it, and what happens to that. */
export function protocolDiagnostic(diagnostic: Diagnostic): ProtocolDiagnostic {
  const { code, severity, message, span, labels, help, shown } = diagnostic;
  const request = shown ? ["", "For example:", ...requestLines(shown.witness), ...traceLines(shown.trace)] : [];
  const steps = shown?.trace.flatMap(({ text, span: at }) => (at ? [{ location: locationOf(at), message: text }] : []));
  const places = labels.map(({ span: at, text }) => ({ location: locationOf(at), message: text }));
  return {
    range: span ? rangeOf(span) : start,
    severity: severity === "error" ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
    code,
    source: "pointsman",
    message: [message, ...(help === undefined ? [] : [help]), ...request].join("\n"),
    relatedInformation: [...places, ...(steps ?? [])],
    ...(unneeded.has(code) ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

/** Editors show these faded. */
const unneeded: ReadonlySet<string> = new Set([
  ...["name/unused-tier", "name/unused-metadata", "name/unused-overlay-entry"],
  ...["reach/dead-rule", "reach/redundant-rule", "chain/dead-target", "chain/duplicate-target"],
]);

export function protocolHover({ title, lines, source, span }: Hover): ProtocolHover {
  const fence = span.file.name.endsWith(".ts") ? "ts" : "yaml";
  const code = source === undefined ? [] : ["", `\`\`\`${fence}`, source, "```"];
  const value = [`**${title}**`, ...(lines.length > 0 ? ["", lines.join("  \n")] : []), ...code].join("\n");
  return { contents: { kind: "markdown", value }, range: rangeOf(span) };
}

/** `at` is the index among the offers, so that editors keep their order. */
export function completionItem({ label, kind, rank }: Offer, at: number, range: Range): CompletionItem {
  return {
    label,
    kind: itemKinds[kind],
    detail: details[kind],
    sortText: `${rank}${String(at).padStart(5, "0")}`,
    textEdit: { range, newText: label },
  };
}

const itemKinds: Readonly<Record<OfferKind, CompletionItemKind>> = {
  tier: CompletionItemKind.Class,
  model: CompletionItemKind.Constant,
  value: CompletionItemKind.EnumMember,
  fact: CompletionItemKind.Field,
  unit: CompletionItemKind.Unit,
  failure: CompletionItemKind.EnumMember,
  key: CompletionItemKind.Property,
  route: CompletionItemKind.Function,
};

const details: Readonly<Record<OfferKind, string>> = {
  tier: "tier",
  model: "model",
  value: "value",
  fact: "fact",
  unit: "with its unit",
  failure: "failure class",
  key: "setting",
  route: "route",
};
