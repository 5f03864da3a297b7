/** The page of the command line: what each command says of itself. */
import type { Terminal } from "../cli/command.ts";
import { commands } from "../cli/commands.ts";
import { run } from "../cli/run.ts";
import { type GeneratedFile, notice } from "./generated-file.ts";

const names = Object.keys(commands).sort();
const helps = await Promise.all(names.map((name) => said([name, "--help"])));
const overview = await said(["--help"]);

export const cliPage: GeneratedFile = { path: "docs/generated/cli.md", content: page };

function page(): string {
  const rows = names.map((name) => `| [\`${name}\`](#pointsman-${name}) | ${commands[name]?.about} |`);
  const sections = names.map((name, i) => `## pointsman ${name}\n\n${fenced(helps[i] ?? "")}`);
  return `<!-- ${notice} -->

# The command line

What each command says with \`--help\`. In a project that has the package, a command is \`npx pointsman <command>\`; in the
repository, \`npm run pointsman -- <command>\`.

| command | |
|---|---|
${rows.join("\n")}

${sections.join("\n\n")}

## pointsman --help

${fenced(overview)}
`;
}

function fenced(text: string): string {
  return `\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}

async function said(words: readonly string[]): Promise<string> {
  const lines: string[] = [];
  const terminal: Terminal = {
    out: (text) => void lines.push(text),
    err: (text) => void lines.push(text),
    colours: false,
    env: {},
    untilStopped: () => Promise.resolve(),
  };
  await run(words, terminal);
  return lines.join("\n");
}
