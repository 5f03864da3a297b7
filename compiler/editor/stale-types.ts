/** Whether what `pointsman types` wrote for editors is what it would write now. */
import { staleTypes as kind } from "../diagnostics/catalog/stale-types.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import type { Catalog } from "../load/catalog/open-catalog.ts";
import type { Project } from "../load/project.ts";
import { readSource } from "../load/read-source.ts";
import type { Value } from "../load/value.ts";
import type { Overlay } from "../overlay/read-overlay.ts";
import type { SourceFile } from "../source.ts";
import { declarationsBeside, declaresPolicy, modelsDeclaration, policyDeclaration } from "./declarations.ts";
import { declaredNames } from "./declared-names.ts";
import { ownModels } from "./own-models.ts";
import { schemaBeside, schemaStamp } from "./schema-stamp.ts";

/** A policy, and what its names are looked up in. */
export interface NamedPolicy {
  readonly file: SourceFile;
  readonly value: Value | undefined;
  readonly catalog: Catalog;
  readonly shipped: Catalog;
  readonly overlay: Overlay | undefined;
}

/** Nothing where nothing was written: nobody need use it. */
export function staleTypes(policy: NamedPolicy, project: Project): Diagnostic[] {
  const { file, value } = policy;
  if (!value) return [];
  const isYaml = /\.ya?ml$/.test(file.name);
  const written = textOf(isYaml ? schemaBeside(file.name) : declarationsBeside(file.name), project);
  if (!written) return [];
  const missing = isYaml
    ? missingInSchema(policy, value, written.text)
    : missingInDeclarations(policy, value, written.text);
  if (missing === undefined) return [];
  const end = Math.max(written.text.indexOf("\n"), 0);
  return [diagnose(kind, { file: written.name, policy: file.name, missing }, { file: written, start: 0, end })];
}

function textOf(name: string, project: Project): SourceFile | undefined {
  if (!project.contains(name)) return undefined;
  const file = readSource(name, project);
  return file && "text" in file ? file : undefined;
}

/** What they lack, in words; undefined where they are as they should be. */
function missingInDeclarations(policy: NamedPolicy, value: Value, text: string): string | undefined {
  const { file, overlay, catalog, shipped } = policy;
  const models = modelsDeclaration(ownModels(overlay, catalog, shipped), catalog);
  if (models === "" ? text.includes("interface Models") : !text.includes(models)) {
    return "the overlay's models, or what is known of them";
  }
  const name = file.name.slice(file.name.lastIndexOf("/") + 1);
  const isDeclared = declaresPolicy(text, name);
  if (!isDeclared || text.includes(policyDeclaration({ name, declared: declaredNames(value) }))) return undefined;
  return "the policy's tiers, budgets or metadata";
}

function missingInSchema({ overlay, catalog, shipped }: NamedPolicy, value: Value, text: string): string | undefined {
  const models = ownModels(overlay, catalog, shipped);
  const stamp = schemaStamp(modelsDeclaration(models, catalog), declaredNames(value));
  return text.includes(stamp) ? undefined : "the names of the policy or its overlay, or the catalog of this version";
}
