/** The pipeline: load → lower → analyze → emit. The only place that knows the order of the stages. */
import type { Table } from "../schemas/table.ts";
import { namedTargets } from "./analyze/check.ts";
import { checks } from "./analyze/checks.ts";
import { type Diagnostic, diagnose } from "./diagnostics/define.ts";
import { conditionSize } from "./diagnostics/limit/condition-size.ts";
import { emitTable } from "./emit/emit-table.ts";
import { printTable } from "./emit/print-table.ts";
import { type Catalog, openCatalog } from "./load/catalog/open-catalog.ts";
import { nameOf, openProject, type Project } from "./load/project.ts";
import { Evaluation } from "./load/typescript/evaluation.ts";
import { loadTypescript } from "./load/typescript/load-typescript.ts";
import type { Value } from "./load/value.ts";
import { loadYaml } from "./load/yaml/load-yaml.ts";
import { checkShape } from "./lower/check-shape.ts";
import type { PolicyIr } from "./lower/ir.ts";
import { lowerPolicy } from "./lower/lower-policy.ts";
import { BOX_LIMIT } from "./regions/boxes.ts";
import type { SourceFile } from "./source.ts";

export interface CompileOptions {
  /** The files that the policy may be made of; those on disk by default. */
  readonly project?: Project;
  readonly catalog?: Catalog;
  /** YYYY-MM-DD: models that retired by then are findings. Today by default; the table does not depend on it. */
  readonly today?: string;
}

export interface Compilation {
  readonly diagnostics: readonly Diagnostic[];
  /** Absent when there is an error. */
  readonly table?: { readonly value: Table; readonly text: string; readonly map: string };
}

/**
 * Compiles the policy in a `.ts`, `.yaml` or `.yml` file. What is wrong with the policy comes back as diagnostics; a
 * file that cannot be read throws.
 */
export function compile(entry: string, options: CompileOptions = {}): Compilation {
  const name = options.project ? entry : nameOf(entry);
  const project = options.project ?? openProject(entry);
  const text = project.read(name);
  if (text === undefined) throw new Error(`There is no file ${entry}.`);
  const evaluation = new Evaluation();
  const catalog = options.catalog ?? openCatalog();
  const value = load({ name, text }, project, evaluation);
  const policy = value && lower(value, catalog, evaluation);
  if (policy) {
    const today = options.today ?? new Date().toISOString().slice(0, 10);
    for (const check of checks) evaluation.diagnostics.push(...check({ policy, today }));
  }
  const diagnostics = distinct(evaluation.diagnostics);
  return policy && !hasError(diagnostics) ? emit(policy, catalog, diagnostics) : { diagnostics };
}

function load(file: SourceFile, project: Project, evaluation: Evaluation): Value | undefined {
  if (!/\.ya?ml$/.test(file.name)) return loadTypescript(file, project, evaluation);
  const { value, diagnostics } = loadYaml(file);
  evaluation.diagnostics.push(...diagnostics);
  return value;
}

/** Where the shape does not hold the policy is lowered all the same, for its other mistakes; then there is no result. */
function lower(value: Value, catalog: Catalog, evaluation: Evaluation): PolicyIr | undefined {
  const misshapen = checkShape(value);
  evaluation.diagnostics.push(...misshapen);
  const policy = lowerPolicy(value, catalog, evaluation);
  return hasError(evaluation.diagnostics) ? undefined : policy;
}

function emit(policy: PolicyIr, catalog: Catalog, diagnostics: readonly Diagnostic[]): Compilation {
  const asOf = namedTargets(policy).map(({ target }) => catalog.asOf(target.provider.id) ?? "");
  const emitted = emitTable(policy, { catalogAsOf: asOf.sort().at(-1) ?? "" });
  if (emitted.tooLarge) {
    const found = emitted.tooLarge.map((rule) => diagnose(conditionSize, { boxes: BOX_LIMIT }, rule.when.origin));
    return { diagnostics: [...diagnostics, ...found] };
  }
  const { table, positions } = emitted;
  return {
    diagnostics,
    table: { value: table, text: printTable(table), map: `${JSON.stringify(positions, null, 2)}\n` },
  };
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((diagnostic) => diagnostic.severity === "error");
}

/** A value that is used twice is wrong once; and of several complaints about one place the first is enough. */
function distinct(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter(({ span, code }) => {
    const place = span ? `${span.file.name}:${span.start}:${span.end}` : code;
    return !seen.has(place) && seen.add(place);
  });
}
