/** What editors are given to know the names of the policies of one folder. */
import { existsSync } from "node:fs";
import { dirname, join, posix, resolve } from "node:path";
import type { Diagnostic } from "../diagnostics/define.ts";
import { openCatalog } from "../load/catalog/open-catalog.ts";
import { type PolicyRead, readPolicy } from "../read-policy.ts";
import { DECLARATIONS, declarations, declarationsBeside, modelsDeclaration } from "./declarations.ts";
import { declaredNames } from "./declared-names.ts";
import { offeredModels } from "./offered-models.ts";
import { ownModels } from "./own-models.ts";
import { projectSchema } from "./project-schema.ts";
import { schemaBeside, schemaStamp } from "./schema-stamp.ts";

export interface ProjectTypes {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  /** What is left to do by hand, for people. */
  readonly hints: readonly string[];
  /** Findings of policies whose names cannot be read; then there are no files. */
  readonly unreadable: readonly Diagnostic[];
}

type Named = PolicyRead & { readonly value: NonNullable<PolicyRead["value"]> };

/** Throws a `CatalogError` when the shipped catalog cannot be used. A policy may have findings as long as its names can be read. */
export function projectTypes(policies: readonly string[], overlay: string | undefined): ProjectTypes {
  const catalog = openCatalog();
  const unreadable: Diagnostic[] = [];
  const named: Named[] = [];
  for (const policy of policies) {
    const read = readPolicy(policy, { catalog, ...(overlay === undefined ? {} : { overlay }) });
    if ("unreadable" in read) unreadable.push(...read.unreadable);
    else if (read.value === undefined) unreadable.push(...read.evaluation.diagnostics);
    else named.push({ ...read, value: read.value });
  }
  if (unreadable.length > 0) return { files: [], hints: [], unreadable };
  const inYaml = named.filter(({ file }) => !file.name.endsWith(".ts"));
  const inTypescript = named.filter(({ file }) => file.name.endsWith(".ts"));
  return {
    files: [...declarationFiles(inTypescript), ...inYaml.map(schemaFile)],
    hints: [...inTypescript.slice(0, 1).flatMap(typescriptHint), ...inYaml.flatMap(yamlHint)],
    unreadable,
  };
}

function declarationFiles(policies: readonly Named[]): { name: string; text: string }[] {
  const [first] = policies;
  if (!first) return [];
  const models = ownModels(first.overlay, first.catalog, first.shipped);
  const declared = policies.map(({ file, value }) => ({
    name: posix.basename(file.name),
    declared: declaredNames(value),
  }));
  return [{ name: declarationsBeside(first.file.name), text: declarations(models, first.catalog, declared) }];
}

function schemaFile({ file, value, catalog, overlay, shipped }: Named): { name: string; text: string } {
  const declared = declaredNames(value);
  const own = ownModels(overlay, catalog, shipped);
  const stamp = schemaStamp(modelsDeclaration(own, catalog), declared);
  const models = [...new Set([...own, ...offeredModels(catalog)])];
  return { name: schemaBeside(file.name), text: projectSchema({ declared, models, catalog, stamp }) };
}

/** Without a tsconfig.json an editor reads only what its open files name. */
function typescriptHint({ file }: Named): string[] {
  if (isConfigured(resolve(dirname(file.name))) || file.text.includes(DECLARATIONS)) return [];
  return [`There is no tsconfig.json, so begin ${file.name} with: /// <reference path="./${DECLARATIONS}" />`];
}

function isConfigured(folder: string): boolean {
  if (existsSync(join(folder, "tsconfig.json"))) return true;
  return folder !== dirname(folder) && isConfigured(dirname(folder));
}

function yamlHint({ file }: Named): string[] {
  const schema = posix.basename(schemaBeside(file.name));
  if (file.text.includes(schema)) return [];
  return [`Begin ${file.name} with: # yaml-language-server: $schema=./${schema}`];
}
