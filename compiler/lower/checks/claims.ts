import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { invariantClaim } from "../../diagnostics/syntax/invariant-claim.ts";
import type { Value } from "../../load/value.ts";
import { entries, field } from "../read.ts";
import type { ValueCheck } from "./value-check.ts";

const claims = ["every", "some", "survives", "spends"];
const failing = ["providers", "targets"];

/** That each invariant claims exactly one thing. */
export const checkClaims: ValueCheck = (root) =>
  entries(field(root, "invariants")).flatMap(({ name, value }) => {
    const path = `invariants.${name}`;
    const survives = field(value, "survives");
    return [...oneOf(claims, path, value), ...(survives ? oneOf(failing, `${path}.survives`, survives) : [])];
  });

/** An object must have one of the keys. */
function oneOf(keys: readonly string[], path: string, value: Value): Diagnostic[] {
  if (value.kind !== "record") return [];
  const found = keys.filter((key) => field(value, key));
  return found.length === 1 ? [] : [diagnose(invariantClaim, { path, keys, found }, value.origin)];
}
