import { basename, join, relative, resolve } from "node:path";
import { compile } from "../compiler/index.ts";
import { openCatalog } from "../compiler/load/catalog/open-catalog.ts";
import { pretty } from "../compiler/report/pretty.ts";
import { readArguments } from "./arguments.ts";
import type { Command } from "./command.ts";
import { pipeline } from "./init/ci-texts.ts";
import { firstModels } from "./init/models.ts";
import { nextSteps } from "./init/next-steps.ts";
import { exampleRequest, overlayText, policyInTypescript, policyInYaml } from "./init/policy-texts.ts";
import { editorFiles, packageJson, untracked } from "./init/project-texts.ts";
import { surroundings } from "./init/surroundings.ts";
import { writeIfAbsent, writeNewFiles } from "./new-files.ts";

export const init: Command = {
  help: `pointsman init [<folder>] [--yaml] [--force]

Begins: a policy with current models of the providers whose keys are set, its table and map, a catalog overlay, a request
to try, a package.json that pins this version, settings for editors, and a CI workflow at the root of the repository.
Nothing that is there is overwritten: package.json, settings and a workflow of the same name are left as they are.

  --yaml    the policy in YAML; TypeScript unless told
  --force   overwrite the policy, its table, the overlay and the request`,

  async run(args, terminal) {
    const { values, folder } = readWords(args);
    const today = new Date().toISOString().slice(0, 10);
    const models = firstModels(openCatalog(), terminal.env, today);
    const policy = values.yaml ? "routes.yaml" : "routes.ts";
    const around = surroundings(folder);
    const overlay = overlayText(models);
    const text = values.yaml ? policyInYaml(models) : policyInTypescript(models);
    const { table, diagnostics } = compileFirst(policy, text, overlay);
    if (!table) throw new Error(`The first policy does not compile.\n${pretty(diagnostics)}`);
    const own = {
      [policy]: text,
      "routes.table.json": table.text,
      "routes.table.json.map": table.map,
      "catalog.yaml": overlay,
      "request.json": exampleRequest,
    };
    const shared = {
      ...(around.packageFolder === undefined ? { "package.json": packageJson(basename(resolve(folder)), policy) } : {}),
      ...editorFiles(policy),
      ".gitignore": untracked,
    };
    const ci = pipeline({ ...around, policy });
    writeNewFiles(inFolder(own, folder), values.force);
    const left = writeIfAbsent({ ...inFolder(shared, folder), [join(around.root, ci.path)]: ci.text });
    const paths = [...Object.keys({ ...own, ...shared }).map((name) => join(folder, name)), join(around.root, ci.path)];
    const written = paths.filter((path) => !left.includes(path)).map(shown);
    terminal.out(nextSteps({ written, left: left.map(shown), folder, policy, models, around }));
    return 0;
  },
};

const options = {
  yaml: { type: "boolean", default: false },
  force: { type: "boolean", default: false },
} as const;

/** The folder is the one argument, and may be left out. */
function readWords(args: readonly string[]): { values: { yaml: boolean; force: boolean }; folder: string } {
  const named = args.find((word) => !word.startsWith("-"));
  const { values, positionals } = readArguments(args, options, named === undefined ? [] : ["the folder"]);
  return { values, folder: positionals[0] ?? "." };
}

/** Beside the overlay, which says nothing yet. */
function compileFirst(name: string, text: string, overlay: string): ReturnType<typeof compile> {
  const files: Readonly<Record<string, string>> = { [name]: text, "catalog.yaml": overlay };
  return compile(name, { project: { read: (file) => files[file], contains: () => true }, types: false });
}

function inFolder(files: Readonly<Record<string, string>>, folder: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
}

function shown(path: string): string {
  return relative("", path);
}
