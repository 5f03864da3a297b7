import { stringify } from "yaml";
import type { PolicyDocument } from "../../schemas/policy.ts";

/** A policy as YAML text. Conditions are expressions over `r`. */
export function printYaml(document: PolicyDocument): string {
  return stringify(document, { lineWidth: 0, aliasDuplicateObjects: false, version: "1.2", schema: "core" });
}
