/** Findings as a JUnit report: a failed test case for each, or one that passed. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { position } from "../source.ts";
import { prettyFinding } from "./pretty.ts";
import type { Replay } from "./replay-command.ts";

/** A suite for each policy, by the file that was checked. */
export function junit(policies: readonly Suite[], replay?: Replay): string {
  const found = policies.flatMap(({ diagnostics }) => diagnostics);
  const clean = policies.filter(({ diagnostics }) => diagnostics.length === 0);
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="pointsman" ${counts(found.length + clean.length, found.length)}>
${policies.map((one) => suite(one, replay)).join("\n")}
</testsuites>`;
}

interface Suite {
  readonly policy: string;
  readonly diagnostics: readonly Diagnostic[];
}

function suite({ policy, diagnostics }: Suite, replay: Replay | undefined): string {
  const cases = diagnostics.length > 0 ? diagnostics.map((each) => testCase(each, replay)) : [passed(policy)];
  return `  <testsuite name="${escapeXml(policy)}" ${counts(cases.length, diagnostics.length)}>
${cases.join("\n")}
  </testsuite>`;
}

function counts(tests: number, failures: number): string {
  return `tests="${tests}" failures="${failures}" errors="0"`;
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
