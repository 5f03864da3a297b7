/** Holds a loaded overlay against schemas/overlay.ts, and says what is wrong where it was written. */
import type * as z from "zod";
import { overlay } from "../../schemas/overlay.ts";
import { nearest } from "../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { unknownKey } from "../diagnostics/name/unknown-key.ts";
import { fillIn } from "../diagnostics/syntax/fill-in.ts";
import type { Value } from "../load/value.ts";
import { toDocument, valueAt } from "../lower/document.ts";
import { knownKeys } from "../lower/known-keys.ts";
import { misfit } from "../lower/misfit.ts";
import { text } from "../lower/read.ts";

type Issue = z.core.$ZodIssue;

/** Stands for a fact that an import could not know. */
export const UNKNOWN = "?";

const wanted: Readonly<Record<string, string>> = {
  context: "how many tokens it takes, of input and output in sum",
  baseUrl: "where it is reached",
};

/** No findings: the document of the value is an `OverlayFile`. */
export function checkOverlayShape(root: Value): Diagnostic[] {
  const result = overlay.safeParse(toDocument(root));
  return result.success ? [] : result.error.issues.flatMap((issue) => explain(root, issue, []));
}

function explain(root: Value, issue: Issue, parent: readonly PropertyKey[]): Diagnostic[] {
  const path = [...parent, ...issue.path];
  const { value, exact } = valueAt(root, path);
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unrecognized(value, path, key));
  if (issue.code === "invalid_union") {
    const meant = issue.errors.toSorted((a, b) => severity(a) - severity(b))[0];
    if (meant) return meant.flatMap((inner) => explain(root, inner, path));
  }
  if (exact && value.kind === "invalid") return [];
  if (exact && text(value) === UNKNOWN) {
    const what = wanted[String(path.at(-1))] ?? "nobody else knows it";
    return [diagnose(fillIn, { path: path.join("."), what }, value.origin)];
  }
  return [misfit({ path, value, exact, issue })];
}

/** Of the alternatives, the one that was meant is the one whose own keys are there. */
function severity(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.path.length <= 1 && issue.code === "invalid_type" ? 10 : 1), 0);
}

function unrecognized(value: Value, path: readonly PropertyKey[], key: string): Diagnostic {
  const field = value.kind === "record" ? value.fields.get(key) : undefined;
  const known = knownKeys(path, overlay);
  return diagnose(unknownKey, { key, known, ...nearest(key, known) }, field?.key ?? value.origin);
}
