import { closest } from "../compiler/diagnostics/closest.ts";
import type { DiagnosticKind, Example } from "../compiler/diagnostics/define.ts";
import { diagnosticKinds } from "../compiler/diagnostics/registry.ts";
import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./usage-error.ts";

type Page = Pick<DiagnosticKind<never>, "code" | "severity" | "title" | "page">;

export const explain: Command = {
  help: `pointsman explain [<code>]

Prints what a finding means, why it matters and how to mend it; without a code, the list of all codes by family.`,

  async run(args, terminal) {
    const [code] = args;
    if (code === undefined || code.startsWith("-")) {
      readArguments(args, {});
      terminal.out(list(diagnosticKinds));
      return 0;
    }
    readArguments(args, {}, ["the code"]);
    const kind = diagnosticKinds.find((candidate) => candidate.code === code);
    if (!kind) throw unknownCode(code);
    terminal.out(page(kind));
    return 0;
  },
};

/** By family. */
function list(kinds: readonly Page[]): string {
  const width = Math.max(...kinds.map(({ code }) => code.length));
  const line = ({ code, severity, title }: Page) => `  ${code.padEnd(width)}  ${severity.padEnd(7)}  ${title}`;
  const families = Map.groupBy(kinds, ({ code }) => code.slice(0, code.indexOf("/")));
  const blocks = [...families].sort().map(([family, members]) => [family, ...members.map(line).sort()].join("\n"));
  return `${blocks.join("\n\n")}\n\n${kinds.length} findings. \`pointsman explain <code>\` prints a page.`;
}

function page({ code, severity, title, page: { what, why, mend, bad, good } }: Page): string {
  return [
    `${code} (${severity}): ${title}`,
    what,
    `Why it hurts: ${why}`,
    `The mend: ${mend}`,
    `A policy that yields it:\n\n${indented(bad)}`,
    `And one that does not:\n\n${indented(good)}`,
  ].join("\n\n");
}

/** Some examples are too long for what they show. */
const LONGEST = 3_000;

function indented({ source, files = {} }: Example): string {
  const further = Object.entries(files).map(([name, text]) => `${name}:\n${text}`);
  const text = [source, ...further].join("\n").trimEnd();
  const shown = text.length > LONGEST ? `${text.slice(0, 200)}\n… ${text.length} characters in all` : text;
  return shown.replaceAll(/^(?=.)/gm, "    ");
}

function unknownCode(code: string): UsageError {
  const near = closest(
    code,
    diagnosticKinds.map((kind) => kind.code),
  );
  const hint = near ? `did you mean \`${near}\`?` : "`pointsman explain` lists them all";
  return new UsageError(`there is no finding \`${code}\`; ${hint}`);
}
