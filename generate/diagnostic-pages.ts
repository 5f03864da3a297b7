/** The documentation of every finding: a page for each code, and an index. */
import type { DiagnosticEntry, Example } from "../compiler/diagnostics/define.ts";
import { diagnosticKinds } from "../compiler/diagnostics/registry.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";

const folder = "docs/generated/diagnostics";

export const diagnosticPages: readonly GeneratedFile[] = [
  { path: `${folder}/README.md`, content: index },
  ...diagnosticKinds.map((kind) => ({ path: `${folder}/${kind.code}.md`, content: () => page(kind) })),
];

function index(): string {
  const families = Map.groupBy(diagnosticKinds, ({ code }) => code.slice(0, code.indexOf("/")));
  const sections = [...families].sort().map(([family, kinds]) => `## ${family}\n\n${table(kinds)}`);
  return `<!-- ${notice} -->

# Findings

What \`pointsman check\` and \`pointsman build\` may say: ${diagnosticKinds.length} findings. \`pointsman explain <code>\` prints the same pages.

An error stops the build and cannot be silenced. A warning is silenced on its line or the line above, with a reason:
\`// pointsman-allow name/unused-tier: kept for the launch in May\`, in YAML with \`#\`.

${sections.join("\n\n")}
`;
}

function table(kinds: readonly DiagnosticEntry[]): string {
  const rows = kinds
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, severity, title }) => `| [\`${code}\`](${code}.md) | ${severity} | ${title} |`);
  return `| code | severity | |\n|---|---|---|\n${rows.join("\n")}`;
}

function page({ code, severity, title, page: { what, why, mend, bad, good } }: DiagnosticEntry): string {
  return `<!-- ${notice} -->

# \`${code}\`

${title} (${severity}).

${what}

**Why it hurts.** ${why}

**The mend.** ${mend}

## A policy that yields it

${example(bad)}

## And one that does not

${example(good)}
`;
}

function example({ language, source, files = {}, built }: Example): string {
  const further = Object.entries(files).map(
    ([name, text]) => `\`${name}\`:\n\n${fenced(name.slice(name.lastIndexOf(".") + 1), text)}`,
  );
  const before = built === undefined ? [] : [`with the table of this one on disk:\n\n${fenced("ts", built)}`];
  return [fenced(language === "typescript" ? "ts" : "yaml", source), ...further, ...before].join("\n\n");
}

/** Some examples are too long for what they show. */
const LONGEST = 3_000;

function fenced(language: string, whole: string): string {
  const text = whole.length > LONGEST ? `${whole.slice(0, 200)}\n… ${whole.length} characters in all` : whole;
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
