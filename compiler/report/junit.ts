/** Findings as a JUnit report: a failed test case for each, or one that passed. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { position } from "../source.ts";
import { prettyFinding } from "./pretty.ts";
import type { Replay } from "./replay-command.ts";

/** `policy` is the file that was checked. */
export function junit(diagnostics: readonly Diagnostic[], policy: string, replay?: Replay): string {
  const cases = diagnostics.length > 0 ? diagnostics.map((each) => testCase(each, replay)) : [passed(policy)];
  const counts = `tests="${cases.length}" failures="${diagnostics.length}" errors="0"`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="pointsman" ${counts}>
  <testsuite name="${escapeXml(policy)}" ${counts}>
${cases.join("\n")}
  </testsuite>
</testsuites>`;
}

function passed(policy: string): string {
  return `    <testcase classname="${escapeXml(policy)}" name="no findings"/>`;
}

function testCase(diagnostic: Diagnostic, replay: Replay | undefined): string {
  const { code, severity, message, span } = diagnostic;
  const { line, column } = span ? position(span.file, span.start) : { line: undefined, column: undefined };
  const name = span ? `${code} at ${line}:${column}` : code;
  const file = span ? ` file="${escapeXml(span.file.name)}" line="${line}"` : "";
  const frame = prettyFinding(diagnostic, { replay }).split("\n").slice(1).join("\n");
  return `    <testcase classname="${escapeXml(span?.file.name ?? "policy")}" name="${escapeXml(name)}"${file}>
      <failure type="${escapeXml(code)}" message="${escapeXml(`${severity}: ${message}`)}">
${escapeXml(frame)}
      </failure>
    </testcase>`;
}

/** Characters that XML cannot hold become the replacement character. */
function escapeXml(text: string): string {
  return text
    .toWellFormed()
    .replace(forbidden, "\ufffd")
    .replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML 1.0 forbids.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
