/** From the words of the command line to one command, and from what it throws to an exit code. */
import pkg from "../package.json" with { type: "json" };
import type { Terminal } from "./command.ts";
import { commands } from "./commands.ts";
import { UsageError } from "./usage-error.ts";

/** Settles with the exit code: 0 no error, 1 errors, 2 usage. */
export async function run(words: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...args] = words;
  try {
    return await dispatch(name, args, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      const report = error instanceof Error ? (error.stack ?? error.message) : String(error);
      terminal.err(`This is a fault of pointsman itself, please report it:\n${report}`);
      return 2;
    }
    const help = name !== undefined && Object.hasOwn(commands, name) ? `pointsman ${name} --help` : "pointsman --help";
    terminal.err(await fitted(`pointsman: ${error.message}${await suggestion(error)}\nSee \`${help}\`.`, terminal));
    return 2;
  }
}

async function dispatch(name: string | undefined, args: readonly string[], terminal: Terminal): Promise<number> {
  if (name === "--version") return say(terminal, pkg.version);
  if (name === "help" && args[0] !== undefined) return dispatch(args[0], ["--help"], terminal);
  if (name === "--help" || name === "-h" || name === "help") return say(terminal, overview());
  if (name === undefined) throw new UsageError(`a command is missing\n\n${overview()}\n`);
  if (!Object.hasOwn(commands, name)) throw unknownCommand(name);
  const command = await commands[name]?.load();
  if (!command) throw unknownCommand(name);
  if (args.includes("--help") || args.includes("-h")) return say(terminal, command.help);
  return command.run(args, terminal);
}

async function say(terminal: Terminal, text: string): Promise<number> {
  terminal.out(await fitted(text, terminal));
  return 0;
}

/** To a terminal whose width is known, which alone loads what folds. */
async function fitted(text: string, { columns }: Terminal): Promise<string> {
  return columns === undefined ? text : (await import("../compiler/report/folded.ts")).folded(text, columns);
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  return `pointsman <command> [options]

${list.join("\n")}

\`pointsman <command> --help\` says more; \`pointsman --version\` prints the version.
Exit codes: 0 no error, 1 errors, 2 the command cannot be run as it was written.`;
}

/** A file in its place is what the commonest command is for. */
function unknownCommand(name: string): UsageError {
  if (/\.(ts|ya?ml)$/.test(name))
    return new UsageError(`a command is missing; did you mean \`pointsman check ${name}\`?`);
  return new UsageError(`there is no command \`${name}\``, { wrong: name, known: Object.keys(commands) });
}

/** Only what is misspelt loads what compares words. */
async function suggestion({ misspelt }: UsageError): Promise<string> {
  if (!misspelt) return "";
  const { closest } = await import("../compiler/diagnostics/closest.ts");
  const near = closest(misspelt.wrong, misspelt.known);
  return near === undefined ? "" : `; did you mean \`${near}\`?`;
}
