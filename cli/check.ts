import { formatsWithProofs } from "../compiler/report/formats.ts";
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
  verificationHelp,
} from "./compile-policy.ts";
import { denyHelp, denyOption, denyOptions } from "./deny-option.ts";
import { fixPolicy } from "./fix-policy.ts";
import { UsageError } from "./usage-error.ts";

export const check: Command = {
  help: `pointsman check <policy> [--fix] [--no-types] [--strict] [--fresh] [--proofs] [--witnesses <folder>]
                         [--deny-warnings] [--deny <code>] [--any-runtime]
                         [--catalog <file>] [--format <format>]

Says what is wrong with a policy. Nothing is written, but for --fix and --witnesses.

  --fix      mends what can be mended without a doubt, in the files of the policy's project, and checks again
  --no-types without the types of a TypeScript policy, in less time: what a name, a kind or a unit has wrong is found
             all the same
  --proofs   tells all that was asked over every request and every state, and by what it was proved
${denyHelp}
${verificationHelp}
${catalogHelp}
${todayHelp}
${formatHelp}

Exit code 0 when there is no error, 1 when there is one. Warnings are told and do not fail, but for those that --deny names,
--deny-warnings, and --strict. A warning is silenced where it is meant, with a reason:
\`// pointsman-allow name/unused-tier: kept for May\`, on its line or the line above (\`#\` in YAML).`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy"]);
    const [policy = ""] = positionals;
    const format = reportFormat(values.format);
    if (values.proofs && !formatsWithProofs.includes(format)) {
      throw new UsageError(`--proofs is told as ${formatsWithProofs.map((name) => `\`${name}\``).join(" or ")}`);
    }
    const chosen = {
      types: !values["no-types"],
      strict: values.strict,
      fresh: values.fresh,
      ...denyOption(values),
      ...overlayOption(values.catalog),
      ...todayOption(values.today),
    };
    const compile = () => compilePolicy(policy, chosen, terminal);
    const compilation = values.fix ? fixPolicy(policy, compile, terminal) : compile();
    printFindings(policy, compilation, format, terminal, { proofs: values.proofs, witnesses: values.witnesses });
    const { diagnostics } = compilation;
    if (diagnostics.length === 0 && format === "pretty") {
      terminal.out(`${values.proofs ? "\n" : ""}${policy}: no findings`);
    }
    return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

const options = {
  fix: { type: "boolean", default: false },
  "no-types": { type: "boolean", default: false },
  strict: { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  proofs: { type: "boolean", default: false },
  witnesses: { type: "string" },
  ...denyOptions,
  catalog: { type: "string" },
  today: { type: "string" },
  format: { type: "string", default: "pretty" },
} as const;
