import { readdirSync } from "node:fs";
import { dirname } from "node:path";
import { looksLikePolicy } from "../compiler/editor/looks-like-policy.ts";
import { type ProjectTypes, projectTypes } from "../compiler/editor/project-types.ts";
import { CatalogError } from "../compiler/load/catalog/catalog-error.ts";
import { nameOf } from "../compiler/load/project.ts";
import { pretty } from "../compiler/report/pretty.ts";
import { readArguments } from "./arguments.ts";
import type { Command, Terminal } from "./command.ts";
import { catalogHelp, overlayOption } from "./compile-policy.ts";
import { readText, readTextIfAny, writeText } from "./files.ts";
import { UsageError } from "./usage-error.ts";

export const types: Command = {
  help: `pointsman types [<policy>…] [--check] [--catalog <file>]

Writes what editors need to know the names of a project: models of the overlay, tiers, budgets, metadata. Without a policy, for
all policies of the folder.

  routes.ts     pointsman-env.d.ts beside it, which TypeScript reads where a tsconfig.json includes it, or a policy begins with
                \`/// <reference path="./pointsman-env.d.ts" />\`
  routes.yaml   routes.schema.json beside it, which editors read where the policy begins with
                \`# yaml-language-server: $schema=./routes.schema.json\`

  --check    writes nothing; exit code 1 where something would be written
${catalogHelp}

\`pointsman check\` says when what was written is of an earlier state.`,

  async run(args, terminal) {
    const { values, positionals } = readTypesArguments(args);
    const policies = positionals.length > 0 ? positionals.map(known) : policiesHere();
    const byFolder = [...Map.groupBy(policies, (policy) => dirname(policy)).values()];
    const made = byFolder.map((group) => madeOf(group, overlayOption(values.catalog).overlay));
    const broken = made.flatMap(({ unreadable }) => unreadable);
    if (broken.length > 0) {
      terminal.out(pretty(broken, { colours: terminal.colours }));
      return 1;
    }
    const files = made.flatMap(({ files }) => files);
    const changed = files.filter(({ name, text }) => readTextIfAny(name, "the file") !== text);
    if (values.check) {
      for (const { name } of changed) terminal.err(`${name} is not what \`pointsman types\` writes`);
      return changed.length > 0 ? 1 : 0;
    }
    for (const { name, text } of changed) writeText(name, text);
    tell(made, new Set(changed.map(({ name }) => name)), terminal);
    return 0;
  },
};

function readTypesArguments(args: readonly string[]) {
  const policies = args.filter((word, at) => !word.startsWith("-") && args[at - 1] !== "--catalog");
  const { values } = readArguments(
    args.filter((word) => !policies.includes(word)),
    options,
  );
  return { values, positionals: policies };
}

const options = { check: { type: "boolean", default: false }, catalog: { type: "string" } } as const;

function known(path: string): string {
  if (!/\.(ts|ya?ml)$/.test(path)) {
    throw new UsageError(`a policy is a .ts, .yaml or .yml file, and \`${path}\` is none`);
  }
  readText(path, "the policy");
  return nameOf(path);
}

function policiesHere(): string[] {
  const names = readdirSync(".").filter((name) => /\.(ts|ya?ml)$/.test(name) && !name.endsWith(".d.ts"));
  const policies = names.filter((name) => looksLikePolicy(name, readText(name, "the file"))).sort();
  if (policies.length === 0) throw new UsageError("there is no policy in this folder: name one");
  return policies;
}

function madeOf(policies: readonly string[], overlay: string | undefined): ProjectTypes {
  try {
    return projectTypes(policies, overlay);
  } catch (error) {
    if (error instanceof CatalogError) throw new UsageError(`the catalog cannot be used\n${error.message}`);
    throw error;
  }
}

function tell(made: readonly ProjectTypes[], changed: ReadonlySet<string>, terminal: Terminal): void {
  for (const { name } of made.flatMap(({ files }) => files)) {
    terminal.out(`${name}: ${changed.has(name) ? "written" : "as it was"}`);
  }
  for (const hint of made.flatMap(({ hints }) => hints)) terminal.out(hint);
}
