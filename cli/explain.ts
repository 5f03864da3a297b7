import type { DiagnosticKind, Example } from "../compiler/diagnostics/define.ts";
import { diagnosticKinds } from "../compiler/diagnostics/registry.ts";
import { folded } from "../compiler/report/folded.ts";
import { readArguments } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { UsageError } from "./usage-error.ts";

type Page = Pick<DiagnosticKind<never>, "code" | "severity" | "title" | "page">;

export const explain: Command = {
  help: `pointsman explain [<code>]

Prints what a finding means, why it matters and how to mend it. The family may be left out of the code; a family alone
lists its codes, and nothing at all the codes of all families.`,

  async run(args, terminal) {
    const { positionals } = readArguments(args, {}, args.some((word) => !word.startsWith("-")) ? ["the code"] : []);
    terminal.out(explained(positionals[0], terminal));
    return 0;
  },
};

function explained(word: string | undefined, { columns = Number.POSITIVE_INFINITY }: Terminal): string {
  if (word === undefined) return folded(list(diagnosticKinds), columns);
  // As it may be copied from a report: error[name/unknown-tier].
  const code = /^(?:error|warning)\[(.*)\]:?$/.exec(word)?.[1] ?? word;
  const found = diagnosticKinds.filter((kind) => kind.code === code || nameOf(kind) === code);
  if (found.length > 0) return found.map((kind) => page(kind, columns)).join("\n\n");
  const family = diagnosticKinds.filter((kind) => familyOf(kind) === code);
  if (family.length > 0) return folded(list(family), columns);
  const codes = diagnosticKinds.map((kind) => kind.code);
  const known = code.includes("/") ? codes : [...diagnosticKinds.flatMap((kind) => [nameOf(kind), familyOf(kind)])];
  throw new UsageError(`there is no finding \`${code}\`; \`pointsman explain\` lists them all`, { wrong: code, known });
}

function familyOf({ code }: Page): string {
  return code.slice(0, code.indexOf("/"));
}

function nameOf({ code }: Page): string {
  return code.slice(code.indexOf("/") + 1);
}

/** By family. */
function list(kinds: readonly Page[]): string {
  const width = Math.max(...kinds.map(({ code }) => code.length));
  const line = ({ code, severity, title }: Page) => `  ${code.padEnd(width)}  ${severity.padEnd(7)}  ${title}`;
  const families = Map.groupBy(kinds, familyOf);
  const blocks = [...families].sort().map(([family, members]) => [family, ...members.map(line).sort()].join("\n"));
  return `${blocks.join("\n\n")}\n\n${kinds.length} findings. \`pointsman explain <code>\` prints a page.`;
}

/** Prose is folded, policies are not. */
function page({ code, severity, title, page: { what, why, mend, bad, good } }: Page, columns: number): string {
  return [
    ...[`${code} (${severity}): ${title}`, what, `Why it hurts: ${why}`, `The mend: ${mend}`].map((text) =>
      folded(text, columns),
    ),
    `A policy that yields it:\n\n${indented(bad)}`,
    `And one that does not:\n\n${indented(good)}`,
  ].join("\n\n");
}

/** Some examples are too long for what they show. */
const LONGEST = 3_000;

function indented({ source, files = {}, built }: Example): string {
  const table = built === undefined ? {} : { "with the table of this one on disk": built };
  const further = Object.entries({ ...files, ...table }).map(([name, text]) => `${name}:\n${text}`);
  const text = [source, ...further].join("\n").trimEnd();
  const shown = text.length > LONGEST ? `${text.slice(0, 200)}\n… ${text.length} characters in all` : text;
  return shown.replaceAll(/^(?=.)/gm, "    ");
}
