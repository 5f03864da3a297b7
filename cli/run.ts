/** From the words of the command line to one command, and from what it throws to an exit code. */
import pkg from "../package.json" with { type: "json" };
import type { Terminal } from "./command.ts";
import { commands } from "./commands.ts";
import { UsageError } from "./usage-error.ts";

/** Settles with the exit code: 0 clean, 1 findings, 2 usage. */
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
    terminal.err(`pointsman: ${error.message}\nSee \`${help}\`.`);
    return 2;
  }
}

async function dispatch(name: string | undefined, args: readonly string[], terminal: Terminal): Promise<number> {
  if (name === "--version") return say(terminal, pkg.version);
  if (name === "--help" || name === "-h" || name === "help") return say(terminal, overview());
  if (name === undefined) throw new UsageError(`a command is missing\n\n${overview()}\n`);
  if (!Object.hasOwn(commands, name)) throw await unknownCommand(name);
  const command = await commands[name]?.load();
  if (!command) throw await unknownCommand(name);
  if (args.includes("--help") || args.includes("-h")) return say(terminal, command.help);
  return command.run(args, terminal);
}

function say(terminal: Terminal, text: string): number {
  terminal.out(text);
  return 0;
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const list = Object.entries(commands).map(([name, { about }]) => `  ${name.padEnd(width)}  ${about}`);
  return `pointsman <command> [options]

${list.join("\n")}

\`pointsman <command> --help\` says more; \`pointsman --version\` prints the version.
Exit codes: 0 clean, 1 findings, 2 the command cannot be run as it was written.`;
}

async function unknownCommand(name: string): Promise<UsageError> {
  const { closest } = await import("../compiler/diagnostics/closest.ts");
  const near = closest(name, Object.keys(commands));
  return new UsageError(`there is no command \`${name}\`${near ? `; did you mean \`${near}\`?` : ""}`);
}
