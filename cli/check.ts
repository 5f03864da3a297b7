import { nameOf } from "../compiler/load/project.ts";
import { overlayBeside } from "../compiler/overlay/lay-over.ts";
import { formatsWithProofs } from "../compiler/report/formats.ts";
import { readWords } from "./arguments.ts";
import { askedPolicies } from "./check/asked-policies.ts";
import { type CheckedPolicy, judgeShared } from "./check/judge-shared.ts";
import type { Command, Terminal } from "./command.ts";
import {
  catalogHelp,
  compileGiven,
  formatHelp,
  type GivenPolicy,
  overlayOption,
  type PolicyOptions,
  printReports,
  reportFormat,
  todayHelp,
  todayOption,
  verificationHelp,
} from "./compile-policy.ts";
import { denyHelp, denyOption, denyOptions } from "./deny-option.ts";
import { fixPolicy } from "./fix-policy.ts";
import { UsageError } from "./usage-error.ts";

export const check: Command = {
  help: `pointsman check <policy, folder or -> … [--fix] [--no-types] [--strict] [--fresh] [--proofs]
                [--witnesses <folder>] [--deny-warnings] [--deny <code>] [--any-runtime]
                [--stdin-name <path>] [--catalog <file>] [--format <format>]

Says what is wrong with policies: files, all that are in a folder, or the standard input (\`-\`). Nothing is written, but for
--fix and --witnesses. A catalog overlay that several policies share is judged over all of them.

  --fix      mends what can be mended without a doubt, in the files of the policy's project, and checks again
  --no-types without the types of a TypeScript policy, in less time: what a name, a kind or a unit has wrong is found
             all the same
  --proofs   tells all that was asked over every request and every state, and by what it was proved
  --stdin-name  where the standard input would lie: its name says the spelling, and what it imports is beside it
${denyHelp}
${verificationHelp}
${catalogHelp}
${todayHelp}
${formatHelp}

Exit code 0 when there is no error, 1 when there is one. Warnings are told and do not fail, but for those that --deny names,
--deny-warnings, and --strict. A warning is silenced where it is meant, with a reason:
\`// pointsman-allow name/unused-tier: kept for May\`, on its line or the line above (\`#\` in YAML).`,

  async run(args, terminal) {
    const { values, positionals } = readWords(args, options);
    const format = reportFormat(values.format);
    if (values.proofs && !formatsWithProofs.includes(format)) {
      throw new UsageError(`--proofs is told as ${formatsWithProofs.map((name) => `\`${name}\``).join(" or ")}`);
    }
    const { policies, isOne } = await askedPolicies(positionals, values["stdin-name"], terminal);
    const chosen = {
      types: !values["no-types"],
      strict: values.strict,
      fresh: values.fresh,
      ...denyOption(values),
      ...overlayOption(values.catalog),
      ...todayOption(values.today),
    };
    const checked = judgeShared(policies.map((policy) => checkOne(policy, chosen, values.fix, terminal)));
    printReports(checked, format, terminal, { isOne, proofs: values.proofs, witnesses: values.witnesses });
    const clean = checked.filter(({ compilation }) => compilation.diagnostics.length === 0);
    if (clean.length > 0 && format === "pretty") {
      const lines = clean.map(({ policy }) => `${policy}: no findings`);
      terminal.out(`${values.proofs || clean.length < checked.length ? "\n" : ""}${lines.join("\n")}`);
    }
    const found = checked.flatMap(({ compilation }) => compilation.diagnostics);
    return found.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

const options = {
  fix: { type: "boolean", default: false },
  "no-types": { type: "boolean", default: false },
  strict: { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  proofs: { type: "boolean", default: false },
  "stdin-name": { type: "string" },
  witnesses: { type: "string" },
  ...denyOptions,
  catalog: { type: "string" },
  today: { type: "string" },
  format: { type: "string", default: "pretty" },
} as const;

function checkOne(given: GivenPolicy, chosen: PolicyOptions, fix: boolean, terminal: Terminal): CheckedPolicy {
  const { path: policy, text } = given;
  if (fix && text !== undefined) throw new UsageError("--fix mends files, and cannot mend the standard input");
  const compile = () => compileGiven(given, chosen, terminal);
  const compilation = fix ? fixPolicy(policy, compile, terminal) : compile();
  return { policy, overlay: chosen.overlay ?? overlayBeside(nameOf(policy)), compilation };
}
