/** The first half of the pipeline: load → lower. */
import type { Diagnostic } from "./diagnostics/define.ts";
import { type Catalog, openCatalog } from "./load/catalog/open-catalog.ts";
import { nameOf, openProject, type Project } from "./load/project.ts";
import { readSource } from "./load/read-source.ts";
import { recordSources } from "./load/record-sources.ts";
import { Evaluation } from "./load/typescript/evaluation.ts";
import { loadTypescript } from "./load/typescript/load-typescript.ts";
import type { Value } from "./load/value.ts";
import { loadYaml } from "./load/yaml/load-yaml.ts";
import { checkShape } from "./lower/check-shape.ts";
import { checkValues } from "./lower/checks/check-values.ts";
import type { PolicyIr, Target } from "./lower/ir.ts";
import { lowerPolicy } from "./lower/lower-policy.ts";
import { placeVariables, policyPlace } from "./lower/variable-places.ts";
import { layOver } from "./overlay/lay-over.ts";
import type { SourceFile } from "./source.ts";

export interface ReadOptions {
  readonly project?: Project;
  readonly catalog?: Catalog;
  readonly overlay?: string;
  /** The targets that invariants are claims about, in place of those that the policy names. */
  readonly claimTargets?: readonly Target[];
}

export interface PolicyRead {
  readonly file: SourceFile;
  readonly project: ReturnType<typeof recordSources>;
  /** As the team sees it: with its overlay. */
  readonly catalog: Catalog;
  readonly overlay: ReturnType<typeof layOver>["overlay"];
  /** With what was found so far. */
  readonly evaluation: Evaluation;
  /** What the file says, whatever is wrong with that; absent where it says nothing that can be read. */
  readonly value: Value | undefined;
  /** The catalog without the overlay. */
  readonly shipped: Catalog;
  /** Absent when there is an error. */
  readonly policy: PolicyIr | undefined;
}

/** What is wrong with the policy comes back as diagnostics; a file that is not there throws. */
export function readPolicy(
  entry: string,
  options: ReadOptions,
): PolicyRead | { readonly unreadable: readonly Diagnostic[] } {
  const name = options.project ? entry : nameOf(entry);
  const project = recordSources(options.project ?? openProject(entry));
  const file = readSource(name, project);
  if (file === undefined) throw new Error(`There is no file ${entry}.`);
  if ("code" in file) return { unreadable: [file] };
  const evaluation = new Evaluation();
  const shipped = options.catalog ?? openCatalog();
  const { catalog, overlay, ...laid } = layOver(shipped, name, options.overlay, project);
  evaluation.diagnostics.push(...laid.diagnostics);
  if (laid.isBroken) return { unreadable: laid.diagnostics };
  const value = placed(load(file, project, evaluation), evaluation);
  const policy = value && lower(value, catalog, evaluation, options.claimTargets);
  return { file, project, catalog, overlay, evaluation, value, shipped, policy };
}

export function isYaml(name: string): boolean {
  return /\.ya?ml$/.test(name);
}

export function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

function load(file: SourceFile, project: Project, evaluation: Evaluation): Value | undefined {
  if (!isYaml(file.name)) return loadTypescript(file, project, evaluation);
  const { value, diagnostics } = loadYaml(file);
  evaluation.diagnostics.push(...diagnostics);
  return value;
}

function placed(value: Value | undefined, evaluation: Evaluation): Value | undefined {
  if (!value) return undefined;
  const { root, diagnostics } = placeVariables(value, policyPlace);
  evaluation.diagnostics.push(...diagnostics);
  return root;
}

/** Where the shape does not hold the policy is lowered all the same, for its other mistakes; then there is no result. */
function lower(
  value: Value,
  catalog: Catalog,
  evaluation: Evaluation,
  claimTargets: readonly Target[] | undefined,
): PolicyIr | undefined {
  evaluation.diagnostics.push(...checkShape(value), ...checkValues(value, catalog));
  const policy = lowerPolicy(value, catalog, evaluation, claimTargets);
  return hasError(evaluation.diagnostics) ? undefined : policy;
}
