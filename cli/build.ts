import type { Diagnostic } from "../compiler/diagnostics/define.ts";
import { staleTable } from "../compiler/emit/stale-table.ts";
import type { Compilation } from "../compiler/index.ts";
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
import { readTextIfAny, writeText } from "./files.ts";

export const build: Command = {
  help: `pointsman build <policy> [-o <table>] [--check] [--no-types] [--strict] [--fresh] [--deny-warnings] [--deny <code>]
                         [--any-runtime] [--witnesses <folder>]
                         [--catalog <file>] [--format <format>]

Compiles a policy to a decision table, and writes the places of its rules to <table>.map.

  -o, --output   where the table goes; routes.ts becomes routes.table.json beside it unless told otherwise
  --check        write nothing; fail when the table on disk is not what the policy compiles to
  --no-types     without the types of a TypeScript policy, in less time
${denyHelp}
${verificationHelp}
${catalogHelp}
${todayHelp}
${formatHelp}

Exit code 1 when there is an error, or --check finds a difference. A warning is printed and does not stop the
build, unless it is denied.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy"]);
    const [policy = ""] = positionals;
    const format = reportFormat(values.format);
    const chosen = {
      types: !values["no-types"],
      strict: values.strict,
      fresh: values.fresh,
      ...denyOption(values),
      ...overlayOption(values.catalog),
      ...todayOption(values.today),
    };
    const compiled = compilePolicy(policy, chosen, terminal);
    const path = values.output ?? policy.replace(/\.\w+$/, ".table.json");
    const stale = values.check && compiled.table ? differing(path, policy, compiled.table) : [];
    const compilation = { ...compiled, diagnostics: [...compiled.diagnostics, ...stale] };
    printFindings(policy, compilation, format, terminal, { witnesses: values.witnesses });
    const { table } = compilation;
    if (!table || stale.length > 0) return 1;
    if (values.check) return 0;
    writeText(`${path}.map`, table.map);
    writeText(path, table.text);
    if (format === "pretty") terminal.out(`${path}: ${table.value.hash}`);
    return 0;
  },
};

const options = {
  output: { type: "string", short: "o" },
  check: { type: "boolean", default: false },
  "no-types": { type: "boolean", default: false },
  strict: { type: "boolean", default: false },
  fresh: { type: "boolean", default: false },
  witnesses: { type: "string" },
  ...denyOptions,
  catalog: { type: "string" },
  today: { type: "string" },
  format: { type: "string", default: "pretty" },
} as const;

function differing(path: string, policy: string, table: NonNullable<Compilation["table"]>): readonly Diagnostic[] {
  const onDisk = { table: readTextIfAny(path, "the table"), map: readTextIfAny(`${path}.map`, "the map") };
  return staleTable(path, policy, onDisk, table);
}
