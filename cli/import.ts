import { dirname, join } from "node:path";
import { accountText } from "../compiler/import/accounts.ts";
import { type ImportFormat, importPolicy } from "../compiler/import/import-policy.ts";
import { pretty } from "../compiler/report/pretty.ts";
import { oneOf, readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { readText } from "./files.ts";
import { writeNewFiles } from "./new-files.ts";
import { UsageError } from "./usage-error.ts";

export const importCommand: Command = {
  help: `pointsman import litellm|portkey|openrouter <file> [-o <policy>] [--force]

Turns the configuration of another router into a policy in YAML: of LiteLLM its config.yaml, of Portkey a config, of
OpenRouter the bodies of requests. Says, line by line of the original, what is wrong with it, what is done in another
way and what is not carried over. Secrets are never carried over. Addresses, deployments and prices of your own become
catalog.yaml, which belongs beside the policy. What only you know is a \`?\` there: the policy compiles when it is filled in.

  -o, --output   where the policy goes; printed unless told
  --force        overwrite what is there

Findings go to standard error. Exit code 1 when one of them is an error; the policy is written all the same.`,

  async run(args, terminal) {
    const { values, positionals } = readArguments(args, options, [
      "the format (litellm, portkey or openrouter)",
      "the file",
    ]);
    const [format = "", path = ""] = positionals;
    const kind = oneOf<ImportFormat>("the format", format, ["litellm", "portkey", "openrouter"]);
    const { policy, overlay, diagnostics, account } = importPolicy(kind, {
      name: path,
      text: readText(path, "the configuration"),
    });
    if (account) terminal.err(`${path}: ${accountText(account)}\n\n`);
    if (diagnostics.length > 0) terminal.err(pretty(diagnostics, { colours: terminal.colours }));
    if (policy === undefined) throw new UsageError(`\`${path}\` holds nothing that a policy could be made of`);
    if (values.output === undefined) {
      terminal.out(
        overlay === undefined ? policy : `${policy}\n# ----- catalog.yaml, beside the policy -----\n${overlay}`,
      );
    } else {
      const beside = join(dirname(values.output), "catalog.yaml");
      const files = { [values.output]: policy, ...(overlay === undefined ? {} : { [beside]: overlay }) };
      writeNewFiles(files, values.force);
      terminal.out(`Written: ${Object.keys(files).join(", ")}\nNext: pointsman check ${values.output}`);
    }
    return diagnostics.some(({ severity }) => severity === "error") ? 1 : 0;
  },
};

const options = {
  output: { type: "string", short: "o" },
  force: { type: "boolean", default: false },
} as const;
