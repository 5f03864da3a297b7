import { convertPolicy, type Spelling } from "../compiler/convert-policy.ts";
import { oneOf, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { catalogHelp, compilePolicy, overlayOption, printFindings } from "./compile-policy.ts";
import { writeNewFiles } from "./new-files.ts";

export const convert: Command = {
  help: `pointsman convert <policy> --to yaml|typescript [-o <file>] [--force] [--catalog <file>]

Writes a policy in the other spelling: helpers are written out, comments are left out, and claims ask of targets what they asked.
What is written is read again; unless it compiles to the same table and claims the same of any targets, nothing is written.

  --to          \`yaml\` or \`typescript\`
  -o, --output  a new file; default: standard output
  --force       over a file that is there
${catalogHelp}

Exit code 1 when the policy has an error, or would not mean the same.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy"]);
    const [path = ""] = positionals;
    const to = oneOf<Spelling>("--to", values.to, ["yaml", "typescript"]);
    const overlay = overlayOption(values.catalog);
    const compilation = compilePolicy(path, { verify: false, ...overlay });
    if (!compilation.policy) {
      printFindings(path, compilation, "pretty", terminal);
      return 1;
    }
    const converted = convertPolicy(path, compilation, to, overlay);
    if ("why" in converted) {
      terminal.err(`${path} is not converted, as it would not mean the same. ${converted.why}`);
      return 1;
    }
    const { text } = converted;
    if (values.output === undefined) terminal.out(text.trimEnd());
    else writeNewFiles({ [values.output]: text }, values.force);
    return 0;
  },
};

const options = {
  to: { type: "string", default: "yaml" },
  output: { type: "string", short: "o" },
  force: { type: "boolean", default: false },
  catalog: { type: "string" },
} as const;
