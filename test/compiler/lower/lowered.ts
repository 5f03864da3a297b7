import { type Catalog, openCatalog } from "../../../compiler/load/catalog/open-catalog.ts";
import { Evaluation } from "../../../compiler/load/typescript/evaluation.ts";
import { loadTypescript } from "../../../compiler/load/typescript/load-typescript.ts";
import { loadYaml } from "../../../compiler/load/yaml/load-yaml.ts";
import { checkShape } from "../../../compiler/lower/check-shape.ts";
import { checkValues } from "../../../compiler/lower/checks/check-values.ts";
import type { PolicyIr } from "../../../compiler/lower/ir.ts";
import { lowerPolicy } from "../../../compiler/lower/lower-policy.ts";
import { projectOf } from "../load/evaluated.ts";

/** A policy as far as it is lowered, before anything is checked about what it means. */
export interface Lowered {
  readonly policy: PolicyIr;
  /** `code: what the span covers` */
  readonly findings: readonly string[];
  /** `message. help` */
  readonly said: readonly string[];
}

const shipped = openCatalog();

/** The first file is the policy, in either spelling. */
export function lowerFiles(files: Readonly<Record<string, string>>, catalog: Catalog = shipped): Lowered {
  const [name = ""] = Object.keys(files);
  const evaluation = new Evaluation();
  const value = name.endsWith(".ts") ? loadTypescript(fileOf(name, files), projectOf(files), evaluation) : yaml();
  if (!value) throw new Error("There is no policy.");
  evaluation.diagnostics.push(...checkShape(value), ...checkValues(value, catalog));
  const policy = lowerPolicy(value, catalog, evaluation);
  return {
    policy,
    findings: evaluation.diagnostics.map(
      ({ code, span }) => `${code}: ${span?.file.text.slice(span.start, span.end) ?? ""}`,
    ),
    said: evaluation.diagnostics.map(({ message, help }) => `${message}. ${help}`),
  };

  function yaml() {
    const loaded = loadYaml(fileOf(name, files));
    evaluation.diagnostics.push(...loaded.diagnostics);
    return loaded.value;
  }
}

function fileOf(name: string, files: Readonly<Record<string, string>>) {
  return { name, text: files[name] ?? "" };
}
