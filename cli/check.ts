import { oneOf, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { compilePolicy, printFindings } from "./compile-policy.ts";

export const check: Command = {
  help: `pointsman check <policy> [--format pretty|json]

Says what is wrong with a policy. Nothing is written.

  --format   \`pretty\` (default) for people, \`json\` for machines: schemas/report.schema.json

Exit code 1 when there is any finding, warnings included.`,

  async run(args, terminal) {
    const options = { format: { type: "string", default: "pretty" } } as const;
    const { values, positionals } = readArguments(args, options, ["the policy"]);
    const [policy = ""] = positionals;
    const format = oneOf("--format", values.format, ["pretty", "json"]);
    const compilation = compilePolicy(policy);
    printFindings(compilation, format, terminal);
    if (compilation.diagnostics.length > 0) return 1;
    if (format === "pretty") terminal.out(`${policy}: no findings`);
    return 0;
  },
};
