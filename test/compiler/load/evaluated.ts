import { posix } from "node:path";
import type { Project } from "../../../compiler/load/project.ts";
import { Evaluation } from "../../../compiler/load/typescript/evaluation.ts";
import { loadTypescript } from "../../../compiler/load/typescript/load-typescript.ts";
import type { Value } from "../../../compiler/load/value.ts";
import { toDocument } from "../../../compiler/lower/document.ts";

/** The project of files that exist only in the test. */
export function projectOf(files: Readonly<Record<string, string>>): Project {
  const read = (name: string) => (Object.hasOwn(files, name) ? files[name] : undefined);
  return { read, contains: (name) => !posix.normalize(name).startsWith("..") };
}

/** The default export of the first file, and what was found: `code: what the span covers`. */
export function evaluated(files: Readonly<Record<string, string>>): {
  value: Value | undefined;
  evaluation: Evaluation;
  findings: string[];
} {
  const [name = ""] = Object.keys(files);
  const evaluation = new Evaluation();
  const value = loadTypescript({ name, text: files[name] ?? "" }, projectOf(files), evaluation);
  const findings = evaluation.diagnostics.map(
    ({ code, span }) => `${code}: ${span?.file.text.slice(span.start, span.end) ?? ""}`,
  );
  return { value, evaluation, findings };
}

/** What an expression stands for, after statements that define what it uses. */
export function valueOfExpression(
  expression: string,
  before = "",
  more: Readonly<Record<string, string>> = {},
): unknown {
  const { value, findings } = evaluated({ "main.ts": `${before}\nexport default (${expression});`, ...more });
  if (findings.length > 0) throw new Error(findings.join("\n"));
  return value && toDocument(value);
}
