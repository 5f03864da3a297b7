/** Secrets that stand in a configuration. They are found by the names of their keys, and never repeated. */
import { secretInPolicy } from "../diagnostics/syntax/secret-in-policy.ts";
import type { Value } from "../load/value.ts";
import { loadYaml } from "../load/yaml/load-yaml.ts";
import { isSecret } from "../secrets/find-secrets.ts";
import type { SourceFile, Span } from "../source.ts";
import type { Findings } from "./findings.ts";

const keyName =
  "\\w*(?:api_?key|master_key|salt_key|password|passwd|secret|secret_key|private_key|access_token|auth_token|secret_access_key|access_key_id|ad_token|session_token|credentials|database_url|redis_url|authorization)";
const secretName = new RegExp(`^${keyName}$`, "i");
const written = new RegExp(`(?<=\\b${keyName}["']?\\s*[:=]\\s*)[^\\s,}].*`, "gi");

/** Texts that are no secret: a variable's name, a placeholder, a word for "none". */
const harmless =
  /^(os\.environ\/.+|\$\{?\w+\}?|\{\{.*\}\}|<.*>|your[-_ ].*|none|null|no-?key|not-?needed|empty|dummy|(sk-)?fake([-_]?key)?|x+|\*+|)$/i;

/** The same file with every secret in it crossed out, so that no message can show one. */
export function withoutSecrets(file: SourceFile, findings: Findings): SourceFile {
  const { value } = loadYaml(file);
  if (!value) return { ...file, text: file.text.replace(written, crossedOut) };
  const secrets = secretsIn(value);
  let text = file.text;
  for (const { span } of secrets) {
    text = text.slice(0, span.start) + crossedOut(text.slice(span.start, span.end)) + text.slice(span.end);
  }
  const clean = { ...file, text };
  for (const { key, span } of secrets) findings.report(secretInPolicy, { key }, { ...span, file: clean });
  return clean;
}

function secretsIn(value: Value): { key: string; span: Span }[] {
  if (value.kind === "list") return value.items.flatMap(secretsIn);
  if (value.kind !== "record") return [];
  return [...value.fields].flatMap(([key, { value: held }]) => {
    const text = held.kind === "literal" && typeof held.value === "string" ? held.value : "";
    const isKey = isSecret(text) || (secretName.test(key) && !harmless.test(text));
    return isKey ? [{ key, span: originally(held) }] : secretsIn(held);
  });
}

/** Where a value that came through an alias was written. */
function originally({ origin }: Value): Span {
  let at = origin;
  while (at.from) at = at.from.origin;
  return at.span;
}

/** As long as before; quotes and line breaks stay. */
function crossedOut(text: string): string {
  return text.replace(/[^\s"'|>]/g, "x");
}
