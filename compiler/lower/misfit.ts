/** A value that is not what its key stands for, as the finding that people would look up. */
import type * as z from "zod";
import { budgetWindows } from "../../schemas/policy-budget.ts";
import { limitWindows } from "../../schemas/policy-limit.ts";
import { splitWeights } from "../diagnostics/chain/split-weights.ts";
import { nearest } from "../diagnostics/closest.ts";
import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { unknownJurisdiction } from "../diagnostics/name/unknown-jurisdiction.ts";
import { unknownWindow } from "../diagnostics/name/unknown-window.ts";
import { emptyList } from "../diagnostics/syntax/empty-list.ts";
import { emptyValue } from "../diagnostics/syntax/empty-value.ts";
import { missingKey } from "../diagnostics/syntax/missing-key.ts";
import { missingOtherwise } from "../diagnostics/syntax/missing-otherwise.ts";
import { notACondition } from "../diagnostics/syntax/not-a-condition.ts";
import { numberAsText } from "../diagnostics/syntax/number-as-text.ts";
import { rejectStatus } from "../diagnostics/syntax/reject-status.ts";
import { ruleWithoutAction } from "../diagnostics/syntax/rule-without-action.ts";
import { shape } from "../diagnostics/syntax/shape.ts";
import type { Value } from "../load/value.ts";
import { describe, expectation } from "./expectation.ts";
import { misfitQuantity } from "./misfit-quantity.ts";
import { number, text } from "./read.ts";

export interface Misfit {
  readonly path: readonly PropertyKey[];
  /** The value at the path or, when that is missing, the nearest one around it. */
  readonly value: Value;
  readonly exact: boolean;
  readonly issue: z.core.$ZodIssue;
}

export function misfit(found: Misfit): Diagnostic {
  const { path, value, exact, issue } = found;
  const key = String(path.at(-1) ?? "");
  const dotted = path.join(".");
  if (!exact || (value.kind === "literal" && value.value === undefined)) return missing(found, key);
  if (value.kind === "literal" && value.value === null) return diagnose(emptyValue, { path: dotted }, value.origin);
  if (value.kind === "list" && value.items.length === 0) return diagnose(emptyList, { path: dotted }, value.origin);
  return (
    misfitQuantity(key, dotted, value) ??
    misfitText(key, path, value) ??
    misfitNumber(key, path, value, issue) ??
    diagnose(shape, { path: dotted, expected: expectation(issue), found: describe(value) }, value.origin)
  );
}

function missing({ path, value, issue }: Misfit, key: string): Diagnostic {
  const parent = path.slice(0, -1);
  const where = value.origin;
  if (key === "otherwise") return diagnose(missingOtherwise, { route: String(parent.at(-1)) }, where);
  if (key === "use") return diagnose(ruleWithoutAction, { path: parent.join(".") }, where);
  if (isWhenOfRule(path)) return diagnose(missingKey, { path: parent.join("."), key, expected: RULE }, where);
  if (path.length === 0) return diagnose(shape, { path: "", expected: expectation(issue), found: "missing" }, where);
  return diagnose(missingKey, { path: parent.join("."), key, expected: expectation(issue) }, where);
}

const RULE = "a condition; what serves all other requests is `otherwise`, beside `rules`";

/** `routes.<name>.rules.<n>.when` */
export function isWhenOfRule(path: readonly PropertyKey[]): boolean {
  return path.at(-1) === "when" && path.at(-3) === "rules";
}

function misfitText(key: string, path: readonly PropertyKey[], value: Value): Diagnostic | undefined {
  const written = text(value);
  if (
    key === "when" ||
    (key === "sensitive" && path.length === 1) ||
    (path[0] === "invariants" && (key === "every" || key === "some"))
  ) {
    return diagnose(notACondition, { path: path.join("."), found: describe(value) }, value.origin);
  }
  if (key === "window" && written !== undefined) {
    const known = path[0] === "budgets" ? budgetWindows : limitWindows;
    return diagnose(unknownWindow, { name: written, known, ...nearest(written, known) }, value.origin);
  }
  if (path.at(-2) === "jurisdictions" && written !== undefined) {
    const upper = written.toUpperCase();
    const isCode = /^[A-Z]{2}$/.test(upper) && upper !== "EU";
    return diagnose(unknownJurisdiction, { code: written, ...(isCode ? { instead: upper } : {}) }, value.origin);
  }
  return undefined;
}

function misfitNumber(
  key: string,
  path: readonly PropertyKey[],
  value: Value,
  issue: z.core.$ZodIssue,
): Diagnostic | undefined {
  const written = text(value);
  const wantsNumber = issue.code === "invalid_type" && (issue.expected === "number" || issue.expected === "int");
  if (wantsNumber && written !== undefined && /\d/.test(written)) {
    const digits = written.replaceAll("_", "");
    const plain = /^\d+(\.\d+)?$/.test(digits) ? { number: digits } : {};
    return diagnose(numberAsText, { path: path.join("."), text: written, ...plain }, value.origin);
  }
  const amount = number(value);
  if (amount === undefined) return undefined;
  if (key === "reject") return diagnose(rejectStatus, { status: amount }, value.origin);
  if (path.at(-2) === "split") {
    return diagnose(splitWeights, { problem: `the weight of \`${key}\` is ${amount}` }, value.origin);
  }
  return undefined;
}
