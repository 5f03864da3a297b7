import { nesting } from "../../diagnostics/limit/nesting.ts";
import { valueSize } from "../../diagnostics/limit/value-size.ts";
import { noPolicy } from "../../diagnostics/syntax/no-policy.ts";
import type { SourceFile } from "../../source.ts";
import type { Project } from "../project.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";
import { Modules } from "./modules.ts";
import { valueExcess } from "./value-excess.ts";

/** The default export of a TypeScript policy. Findings go to the evaluation; undefined when there is nothing to lower. */
export function loadTypescript(file: SourceFile, project: Project, evaluation: Evaluation): Value | undefined {
  const exports = evaluation.guard(() => new Modules(evaluation, project).evaluate(file), undefined);
  if (!exports || exports.broken) return undefined;
  const value = exports.values.get("default");
  if (!value) evaluation.report(noPolicy, {}, { span: { file, start: 0, end: 0 } });
  if (!value || value.kind === "invalid") return undefined;
  const excess = valueExcess(value);
  if (!excess) return value;
  evaluation.report(excess.kind === "depth" ? nesting : valueSize, { what: excess.what }, value.origin);
  return undefined;
}
