/** What a part of the policy must be, and what it is, in words. */
import type * as z from "zod";
import type { Value } from "../load/value.ts";
import { toDocument } from "./document.ts";

/** Fits behind "must be". */
export function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return kinds[issue.expected] ?? issue.expected;
    case "invalid_union":
      return "one of the forms that this key takes";
    case "too_small":
      return `${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${issue.origin === "array" ? " entries long" : ""}`;
    case "too_big":
      return `at most ${issue.maximum}${issue.origin === "string" ? " characters long" : ""}`;
    case "invalid_value":
      return issue.values.map((value) => JSON.stringify(value)).join(" or ");
    default:
      return issue.message.replace(/^must be /, "").replace(/^Invalid /, "a valid ");
  }
}

const kinds: Readonly<Record<string, string>> = {
  int: "a whole number",
  number: "a number",
  string: "a text",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** Fits behind "it is". */
export function describe(value: Value): string {
  if (value.kind === "list") return value.items.length === 0 ? "empty" : "a list";
  if (value.kind === "record") return "an object";
  if (value.kind === "function") return "a function";
  if (value.kind !== "literal") return String(toDocument(value));
  return value.value === undefined ? "missing" : JSON.stringify(value.value);
}
