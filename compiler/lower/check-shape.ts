/** Holds a loaded policy against schemas/policy.ts, and says what is wrong where it was written. */
import type * as z from "zod";
import { notYet as laterParts, policy } from "../../schemas/policy.ts";
import { closest } from "../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { unknownKey } from "../diagnostics/name/unknown-key.ts";
import { notYet } from "../diagnostics/syntax/not-yet.ts";
import { shape } from "../diagnostics/syntax/shape.ts";
import type { Value } from "../load/value.ts";
import { toDocument, valueAt } from "./document.ts";
import { knownKeys } from "./known-keys.ts";

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
  if (issue.code === "invalid_union") {
    const branch = nearestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => explain(root, inner, path));
  }
  const { value, exact } = valueAt(root, path);
  if (exact && value.kind === "invalid") return [];
  const found = exact ? describe(value) : "missing";
  return [diagnose(shape, { path: path.join("."), expected: expectation(issue), found }, value.origin)];
}

function unrecognized(root: Value, path: readonly PropertyKey[], key: string): Diagnostic {
  const { value } = valueAt(root, path);
  const field = value.kind === "record" ? value.fields.get(key) : undefined;
  const where = field?.key ?? value.origin;
  if (laterParts.includes(key)) return diagnose(notYet, { name: key }, where);
  const known = knownKeys(path);
  return diagnose(unknownKey, { key, known, closest: closest(key, known) }, where);
}

/** Of the alternatives, the one that was meant: the one whose outermost kind fits, so that only its inside is wrong. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.code === "invalid_type" && issue.path.length === 0),
  );
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((issue) => issue.path.length), 0);
  return fitting.toSorted((a, b) => a.length - b.length || depth(b) - depth(a))[0];
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return article(issue.expected);
    case "invalid_union":
      return "one of the forms that this key takes";
    case "too_small":
      return `at least ${issue.minimum}${issue.origin === "array" ? " entries long" : ""}`;
    case "too_big":
      return `at most ${issue.maximum}`;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    default:
      return issue.message.replace(/^must be /, "").replace(/^Invalid /, "a valid ");
  }
}

function article(kind: string): string {
  const names: Record<string, string> = {
    int: "a whole number",
    number: "a number",
    string: "a text",
    array: "a list",
    object: "an object",
    record: "an object",
  };
  return names[kind] ?? kind;
}

function describe(value: Value): string {
  if (value.kind === "list") return value.items.length === 0 ? "empty" : "a list";
  if (value.kind === "record") return "an object";
  if (value.kind === "function") return "a function";
  if (value.kind !== "literal") return String(toDocument(value));
  return value.value === undefined ? "missing" : JSON.stringify(value.value);
}
