/** Findings as a comment on a pull request. What a policy says is shown as text, never as mark-up. */
import type { Diagnostic } from "../diagnostics/define.ts";
import { position, type Span } from "../source.ts";
import type { Proof } from "../verify/proof.ts";
import { pretty, summary } from "./pretty.ts";
import { proofLines } from "./proof-lines.ts";
import type { Replay } from "./replay-command.ts";

export interface MarkdownOptions {
  /** All that was claimed, where that was asked for. */
  readonly proofs?: readonly Proof[] | undefined;
  readonly replay?: Replay | undefined;
}

/** The first line names the comment, so that the next run can find and replace it. `policy` is the file that was checked. */
export function markdown(
  diagnostics: readonly Diagnostic[],
  policy: string,
  { proofs, replay }: MarkdownOptions = {},
): string {
  const blocks = [
    `<!-- pointsman: ${policy.replaceAll(/[^\w./-]/g, "_").replaceAll("--", "__")} -->
### Pointsman: ${summary(diagnostics)} in ${code(policy)}`,
    ...(diagnostics.length > 0 ? [table(diagnostics)] : []),
    ...(diagnostics.length > 0 ? [details("In the source", pretty(diagnostics, { replay }).trimEnd())] : []),
    ...(proofs ? [details("What was proved", proofLines(proofs).join("\n"))] : []),
  ];
  return blocks.join("\n\n");
}

function table(diagnostics: readonly Diagnostic[]): string {
  const rows = diagnostics.map((diagnostic) => `| ${cells(diagnostic).join(" | ")} |`);
  return `| | Where | What |
|---|---|---|
${rows.join("\n")}`;
}

function details(title: string, text: string): string {
  return `<details><summary>${title}</summary>

${fenced(text)}

</details>`;
}

function cells({ code: name, severity, message, span, help }: Diagnostic): string[] {
  const what = [message, help].flatMap((text) => (text === undefined ? [] : [prose(text)]));
  return [`**${severity}**`, span ? code(place(span)) : "", `${what.join("<br>")}<br>${code(name)}`];
}

function place({ file, start }: Span): string {
  const { line, column } = position(file, start);
  return `${file.name}:${line}:${column}`;
}

/** Back quotes mark code in messages; all else is escaped. */
function prose(text: string): string {
  const parts = text.replace(/\s+/g, " ").split("`");
  if (parts.length % 2 === 0) return escaped(parts.join("'"));
  return parts.map((part, index) => (index % 2 === 0 ? escaped(part) : part && code(part))).join("");
}

/** No mark-up, and nobody is mentioned. */
function escaped(text: string): string {
  return text.replace(/[\\*_{}[\]<>()#+!|~&]/g, "\\$&").replaceAll("@", "@\u200b");
}

function code(text: string): string {
  return `\`${text.replace(/[`\s]+/g, " ").replaceAll("|", "\\|")}\``;
}

/** The fence is longer than any in the text. */
function fenced(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}`;
}
