import { type Diagnostic, diagnose } from "../diagnostics/define.ts";
import { invalidName } from "../diagnostics/name/invalid-name.ts";
import type { Value } from "../load/value.ts";
import { valueAt } from "./document.ts";

const kinds: Readonly<Record<string, string>> = {
  metadata: "metadata field",
  headers: "header",
  tiers: "tier",
  routes: "route",
  budgets: "budget",
  limits: "limit",
  invariants: "policy's invariant",
};

const plain = "has letters, digits, `.`, `_` and `-`, and begins with a letter or a digit";
const alphabets: Readonly<Record<string, string>> = {
  routes: "has letters, digits, `.`, `_`, `:`, `/` and `-`, with `*` only at its end",
  headers: "has lower-case letters, digits and `-`: on the wire case does not count",
  invariants: "is one line of text, without blanks at its ends",
};

/** A key that its map cannot have; the path ends with it. */
export function wrongName(root: Value, path: readonly PropertyKey[]): Diagnostic {
  const name = String(path.at(-1) ?? "");
  const section = String(path[0] ?? "");
  const { value } = valueAt(root, path.slice(0, -1));
  const where = (value.kind === "record" ? value.fields.get(name)?.key : undefined) ?? value.origin;
  const allowed = Object.hasOwn(alphabets, section) ? alphabets[section]! : plain;
  return diagnose(invalidName, { what: kinds[section] ?? "part", name, allowed }, where);
}
