import { type Diagnostic, diagnose } from "../../diagnostics/define.ts";
import { secretInPolicy } from "../../diagnostics/syntax/secret-in-policy.ts";
import type { Value } from "../../load/value.ts";
import { isSecret } from "../../secrets/find-secrets.ts";
import { text } from "../read.ts";
import { everything } from "./parts.ts";
import type { ValueCheck } from "./value-check.ts";

export const checkSecrets: ValueCheck = (root) => secretsIn(root);

/** Of a policy, or of an overlay. */
export function secretsIn(root: Value): Diagnostic[] {
  return [...everything(root)]
    .filter(({ value }) => isSecret(text(value) ?? (value.kind === "function" ? value.text : "")))
    .map(({ path, value }) => diagnose(secretInPolicy, { key: path }, value.origin));
}
