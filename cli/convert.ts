import { policyDocument } from "../compiler/print/policy-document.ts";
import { printTypescript } from "../compiler/print/print-typescript.ts";
import { printYaml } from "../compiler/print/print-yaml.ts";
import { oneOf, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { catalogHelp, compilePolicy, overlayOption, printFindings } from "./compile-policy.ts";
import { writeNewFiles } from "./new-files.ts";

export const convert: Command = {
  help: `pointsman convert <policy> --to yaml|typescript [-o <file>] [--force] [--catalog <file>]

Writes a policy in the other spelling. It compiles to the same table: helpers are written out, and comments are left out.

  --to          \`yaml\` or \`typescript\`
  -o, --output  a new file; default: standard output
  --force       over a file that is there
${catalogHelp}`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, ["the policy"]);
    const [path = ""] = positionals;
    const print = printers[oneOf("--to", values.to, ["yaml", "typescript"])];
    const compilation = compilePolicy(path, { verify: false, ...overlayOption(values.catalog) });
    if (!compilation.policy) {
      printFindings(path, compilation, "pretty", terminal);
      return 1;
    }
    const text = print(policyDocument(compilation.policy));
    if (values.output === undefined) terminal.out(text.trimEnd());
    else writeNewFiles({ [values.output]: text }, values.force);
    return 0;
  },
};

const printers = { yaml: printYaml, typescript: printTypescript } as const;

const options = {
  to: { type: "string", default: "yaml" },
  output: { type: "string", short: "o" },
  force: { type: "boolean", default: false },
  catalog: { type: "string" },
} as const;
