/** Holds a loaded policy against schemas/policy.ts, and says what is wrong where it was written. */
import type * as z from "zod";
import { policy } from "../../schemas/policy.ts";
import { nearest } from "../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { foreignKey } from "../diagnostics/name/foreign-key.ts";
import { unknownKey } from "../diagnostics/name/unknown-key.ts";
import type { Value } from "../load/value.ts";
import { toDocument, valueAt } from "./document.ts";
import { foreignKeys } from "./foreign-keys.ts";
import { knownKeys } from "./known-keys.ts";
import { misfit } from "./misfit.ts";
import { wrongName } from "./wrong-name.ts";

type Issue = z.core.$ZodIssue;

/** No findings: every accessor of lower/read.ts may be used on the value. */
export function checkShape(root: Value): Diagnostic[] {
  const result = policy.safeParse(toDocument(root));
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => explain(root, issue, []));
}

function explain(root: Value, issue: Issue, parent: readonly PropertyKey[]): Diagnostic[] {
  const path = [...parent, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unrecognized(root, path, key));
  if (issue.code === "invalid_key") return [wrongName(root, path)];
  if (issue.code === "invalid_union") {
    const branch = nearestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => explain(root, inner, path));
  }
  const { value, exact } = valueAt(root, path);
  if (exact && value.kind === "invalid") return [];
  return [misfit({ path, value, exact, issue })];
}

function unrecognized(root: Value, path: readonly PropertyKey[], key: string): Diagnostic {
  const { value } = valueAt(root, path);
  const field = value.kind === "record" ? value.fields.get(key) : undefined;
  const where = field?.key ?? value.origin;
  const instead = Object.hasOwn(foreignKeys, key) ? foreignKeys[key] : undefined;
  if (instead) return diagnose(foreignKey, { key, instead }, where);
  const known = knownKeys(path);
  return diagnose(unknownKey, { key, known, ...nearest(key, known) }, where);
}

/** Of the alternatives, the one that was meant: the one whose outermost kind fits, so that only its inside is wrong. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.code === "invalid_type" && issue.path.length === 0),
  );
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((issue) => issue.path.length), 0);
  return fitting.toSorted((a, b) => a.length - b.length || depth(b) - depth(a))[0];
}
