import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { UsageError } from "./usage-error.ts";

export const lsp: Command = {
  help: `pointsman lsp [--stdio]

A language server for policies, in TypeScript and in YAML: findings with the requests that show them as you type, quick fixes,
what tiers, models and facts are, and where they are declared. Editors start it; it speaks the Language Server Protocol over
standard input and output. docs/guide/editors.md has the settings of common editors.`,

  async run(args, terminal) {
    readArguments(args, { stdio: { type: "boolean", default: true } });
    if (!terminal.wire)
      throw new UsageError("a language server is started by an editor, over standard input and output");
    const { serveLanguage } = await import("./lsp/serve-language.ts");
    await serveLanguage(terminal.wire);
    return 0;
  },
};
