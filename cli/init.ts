import { join, relative } from "node:path";
import { compile } from "../compiler/index.ts";
import { openCatalog } from "../compiler/load/catalog/open-catalog.ts";
import { pretty } from "../compiler/report/pretty.ts";
import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { type FirstModels, firstModels } from "./init-models.ts";
import { exampleRequest, policyInTypescript, policyInYaml, workflow } from "./init-texts.ts";
import { writeNewFiles } from "./new-files.ts";

export const init: Command = {
  help: `pointsman init [<folder>] [--yaml] [--force]

Begins: a policy with current models of the providers whose keys are set, its table, a request to try, and a CI workflow
that checks them. Nothing that is there is overwritten.

  --yaml    the policy in YAML; TypeScript unless told
  --force   overwrite`,

  async run(args, terminal) {
    const folder = args.find((word) => !word.startsWith("-")) ?? ".";
    const rest = args.filter((word) => word !== folder);
    const { values } = readArguments(rest, options);
    const today = new Date().toISOString().slice(0, 10);
    const models = firstModels(openCatalog(), terminal.env, today);
    const name = values.yaml ? "routes.yaml" : "routes.ts";
    const text = values.yaml ? policyInYaml(models) : policyInTypescript(models);
    const { table, diagnostics } = compileText(name, text);
    if (!table) throw new Error(`The first policy does not compile.\n${pretty(diagnostics)}`);
    const files = {
      [name]: text,
      "routes.table.json": table.text,
      "request.json": exampleRequest,
      ".github/workflows/pointsman.yml": workflow(name),
    };
    writeNewFiles(inFolder(files, folder), values.force);
    terminal.out(summary(Object.keys(files), folder, name, models));
    return 0;
  },
};

const options = {
  yaml: { type: "boolean", default: false },
  force: { type: "boolean", default: false },
} as const;

function compileText(name: string, text: string): ReturnType<typeof compile> {
  const project = { read: (file: string) => (file === name ? text : undefined), contains: () => true };
  return compile(name, { project, types: false });
}

function inFolder(files: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
}

function summary(files: readonly string[], folder: string, name: string, { variables }: FirstModels): string {
  const path = (file: string) => relative("", join(folder, file)) || file;
  const found =
    variables.length > 0
      ? `Keys found: ${variables.join(", ")}.`
      : "No provider's key is set, so the policy names common models; a simulator stands in for them.";
  return `${found}

${files.map((file) => `  ${path(file)}`).join("\n")}

Next:
  pointsman check ${path(name)}
  pointsman decide ${path(name)} --request ${path("request.json")}
  pointsman serve ${path(name)}${variables.length > 0 ? "" : " --simulate"}`;
}
