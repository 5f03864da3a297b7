import { noPolicy } from "../../diagnostics/syntax/no-policy.ts";
import type { SourceFile } from "../../source.ts";
import type { Project } from "../project.ts";
import type { Value } from "../value.ts";
import type { Evaluation } from "./evaluation.ts";
import { Modules } from "./modules.ts";

/** The default export of a TypeScript policy. Findings go to the evaluation; undefined when there is nothing to lower. */
export function loadTypescript(file: SourceFile, project: Project, evaluation: Evaluation): Value | undefined {
  const module = evaluation.guard(() => new Modules(evaluation, project).evaluate(file), undefined);
  if (!module || module.broken) return undefined;
  const value = module.exports.get("default");
  if (!value) evaluation.report(noPolicy, {}, { span: { file, start: 0, end: 0 } });
  return value?.kind === "invalid" ? undefined : value;
}
