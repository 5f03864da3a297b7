/** Secrets that stand in a configuration. They are found by the names of their keys, and never repeated. */
import type { Value } from "../load/value.ts";
import { loadYaml } from "../load/yaml/load-yaml.ts";
import { isSecret } from "../secrets/find-secrets.ts";
import type { SourceFile, Span } from "../source.ts";
import { variableName } from "./addresses.ts";
import { isPlaceholder } from "./placeholders.ts";

const keyName =
  "\\w*(?:api_?key|master_key|salt_key|password|passwd|secret|secret_key|private_key|access_token|auth_token|secret_access_key|access_key_id|ad_token|session_token|credentials|database_url|redis_url|authorization)";
const secretName = new RegExp(`^${keyName}$`, "i");
const written = new RegExp(`(?<=\\b${keyName}["']?\\s*[:=]\\s*)[^\\s,}].*`, "gi");

/** The secrets of a configuration: which of them are the same one, without what they are. */
export class Secrets {
  readonly #ordinals: ReadonlyMap<number, number>;

  /** By the offset at which a secret begins: 1 for the first one, and the same number for the same text. */
  constructor(ordinals: ReadonlyMap<number, number> = new Map()) {
    this.#ordinals = ordinals;
  }

  /** 0 for what is no secret. */
  ordinalOf({ start }: Span): number {
    return this.#ordinals.get(start) ?? 0;
  }
}

export interface Crossed {
  /** With every secret in it crossed out, so that no message can show one. */
  readonly file: SourceFile;
  readonly secrets: Secrets;
  readonly found: readonly { readonly key: string; readonly span: Span }[];
}

export function withoutSecrets(file: SourceFile): Crossed {
  const { value } = loadYaml(file);
  if (!value)
    return { file: { ...file, text: file.text.replace(written, crossedOut) }, secrets: new Secrets(), found: [] };
  const found = secretsIn(value);
  const distinct = [...new Set(found.map(({ text }) => text))];
  let text = file.text;
  for (const { span } of found) {
    text = text.slice(0, span.start) + crossedOut(text.slice(span.start, span.end)) + text.slice(span.end);
  }
  const clean = { ...file, text };
  return {
    file: clean,
    secrets: new Secrets(new Map(found.map((one) => [one.span.start, distinct.indexOf(one.text) + 1]))),
    found: found.map(({ key, span }) => ({ key, span: { ...span, file: clean } })),
  };
}

function secretsIn(value: Value): { key: string; span: Span; text: string }[] {
  if (value.kind === "list") return value.items.flatMap(secretsIn);
  if (value.kind !== "record") return [];
  return [...value.fields].flatMap(([key, { value: held }]) => {
    const text = held.kind === "literal" && typeof held.value === "string" ? held.value : "";
    const isNone = text === "" || variableName(text) !== undefined || isPlaceholder(text);
    const isKey = isSecret(text) || (secretName.test(key) && !isNone);
    return isKey ? [{ key, span: originally(held), text }] : secretsIn(held);
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
