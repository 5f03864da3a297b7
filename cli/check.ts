import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import {
  catalogHelp,
  compilePolicy,
  formatHelp,
  overlayOption,
  printFindings,
  reportFormat,
  todayHelp,
  todayOption,
} from "./compile-policy.ts";
import { fixPolicy } from "./fix-policy.ts";

export const check: Command = {
  help: `pointsman check <policy> [--fix] [--no-types] [--catalog <file>] [--format <format>]

Says what is wrong with a policy. Nothing is written, but for --fix.

  --fix      mends what can be mended without a doubt, in the files of the policy's project, and checks again
  --no-types without the types of a TypeScript policy, in less time: what a name, a kind or a unit has wrong is found
             all the same
${catalogHelp}
${todayHelp}
${formatHelp}

Exit code 1 when there is any finding, warnings included. A warning is silenced where it is meant, with a reason:
\`// pointsman-allow name/unused-tier: kept for May\`, on its line or the line above (\`#\` in YAML).`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy"]);
    const [policy = ""] = positionals;
    const format = reportFormat(values.format);
    const compile = () =>
      compilePolicy(policy, {
        types: !values["no-types"],
        ...overlayOption(values.catalog),
        ...todayOption(values.today),
      });
    const compilation = values.fix ? fixPolicy(policy, compile, terminal) : compile();
    printFindings(policy, compilation, format, terminal);
    if (compilation.diagnostics.length > 0) return 1;
    if (format === "pretty") terminal.out(`${policy}: no findings`);
    return 0;
  },
};

const options = {
  fix: { type: "boolean", default: false },
  "no-types": { type: "boolean", default: false },
  catalog: { type: "string" },
  today: { type: "string" },
  format: { type: "string", default: "pretty" },
} as const;
