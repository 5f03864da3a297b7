/** Findings as the workflow commands that GitHub Actions turns into annotations. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { position, type Span } from "../source.ts";
import { requestLines, traceLines } from "./shown-lines.ts";

/** One line for each finding; empty when there are none. */
export function githubAnnotations(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(annotation).join("\n");
}

function annotation({ code, severity, message, span, labels, help, shown }: Diagnostic): string {
  const places = labels.map(({ span, text }) => `${text}: ${place(span)}`);
  const example = shown ? ["For example:", ...requestLines(shown.witness), ...traceLines(shown.trace)] : [];
  const text = [message, ...(help === undefined ? [] : [help]), ...places, ...example].join("\n");
  const properties = { ...(span ? placeProperties(span) : {}), title: code };
  const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${severity} ${written.join(",")}::${escapeData(text)}`;
}

/** Columns are shown only for what stands on one line; the last one is inclusive. */
function placeProperties({ file, start, end }: Span): Record<string, string | number> {
  const from = position(file, start);
  const to = position(file, Math.max(start, end - 1));
  const lines = { file: file.name, line: from.line, endLine: to.line };
  return from.line === to.line ? { ...lines, col: from.column, endColumn: to.column } : lines;
}

function place({ file, start }: Span): string {
  const { line, column } = position(file, start);
  return `${file.name}:${line}:${column}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
