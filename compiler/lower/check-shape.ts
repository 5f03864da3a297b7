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
import { isWhenOfRule, misfit } from "./misfit.ts";
import { wrongName } from "./wrong-name.ts";

type Issue = z.core.$ZodIssue;

/** No findings: every accessor of lower/read.ts may be used on the value. */
export function checkShape(root: Value): Diagnostic[] {
  const result = policy.safeParse(toDocument(root));
  if (result.success) return [];
  const found = result.error.issues.flatMap((issue) => explain(root, issue, []));
  const meant = new Set(found.flatMap(({ meant = [] }) => meant));
  return found
    .filter(({ missing }) => missing === undefined || !meant.has(missing))
    .map(({ diagnostic }) => diagnostic);
}

interface Found {
  readonly diagnostic: Diagnostic;
  /** The key that is missing, by its path. */
  readonly missing?: string;
  /** Keys that this one was probably meant to be: they are not missing beside it. */
  readonly meant?: readonly string[];
}

function explain(root: Value, issue: Issue, parent: readonly PropertyKey[]): Found[] {
  const path = [...parent, ...issue.path];
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unrecognized(root, path, key));
  if (issue.code === "invalid_key") return [{ diagnostic: wrongName(root, path) }];
  if (issue.code === "invalid_union") {
    const branch = nearestBranch(issue.errors);
    if (branch) return branch.flatMap((inner) => explain(root, inner, path));
  }
  const { value, exact } = valueAt(root, path);
  if (exact && value.kind === "invalid") return [];
  return [{ diagnostic: misfit({ path, value, exact, issue }), ...(exact ? {} : lacking(path)) }];
}

/** A rule without a condition is mostly meant to be the route's `otherwise`. */
function lacking(path: readonly PropertyKey[]): Pick<Found, "missing" | "meant"> {
  const missing = path.join(".");
  return isWhenOfRule(path) ? { missing, meant: [[...path.slice(0, -3), "otherwise"].join(".")] } : { missing };
}

function unrecognized(root: Value, path: readonly PropertyKey[], key: string): Found {
  const { value } = valueAt(root, path);
  const field = value.kind === "record" ? value.fields.get(key) : undefined;
  const where = field?.key ?? value.origin;
  const instead = Object.hasOwn(foreignKeys, key) ? foreignKeys[key] : undefined;
  if (instead) return { diagnostic: diagnose(foreignKey, { key, instead }, where) };
  // Of several forms of the same part each has keys that another has not.
  const known = knownKeys(path).filter((other) => other !== key);
  const near = nearest(key, known);
  const home = near.certain ? undefined : homeOf(path, key);
  const diagnostic = diagnose(unknownKey, { key, known, ...near, ...(home && { home: home.join(".") }) }, where);
  // What stands in the wrong place may be all that its place holds.
  const meant = home ? [[...home, key], ...known.map((other) => [...path, other])] : [[...path, near.closest ?? ""]];
  return { diagnostic, meant: meant.map((place) => place.join(".")) };
}

/** The part around a place whose key it is. */
function homeOf(path: readonly PropertyKey[], key: string): readonly PropertyKey[] | undefined {
  for (let length = path.length - 1; length > 0; length--) {
    const around = path.slice(0, length);
    if (knownKeys(around).includes(key)) return around;
  }
  return undefined;
}

/** Of the alternatives, the one that was meant: the one whose outermost kind fits, so that only its inside is wrong. */
function nearestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const fitting = branches.filter(
    (issues) => !issues.some((issue) => issue.code === "invalid_type" && issue.path.length === 0),
  );
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((issue) => issue.path.length), 0);
  return fitting.toSorted((a, b) => slips(a) - slips(b) || depth(b) - depth(a))[0];
}

/** What would have to be changed. */
function slips(issues: readonly Issue[]): number {
  return issues.reduce((sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : 1), 0);
}
