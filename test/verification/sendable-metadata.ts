/** What a client may send as metadata, read from the policy as it is written. */
import { declaredMetadata } from "./random-facts.ts";

export interface SentField {
  /** Absent: any text. */
  readonly values?: readonly string[];
  readonly required: boolean;
}

export function fieldOf(fact: string): SentField {
  const name = fact.replace(/^metadata\./, "");
  const declared: unknown = name === fact ? undefined : declaredMetadata[name as keyof typeof declaredMetadata];
  if (Array.isArray(declared)) return { values: declared as string[], required: false };
  if (typeof declared !== "object" || declared === null) return { required: false };
  const { values, required = false } = declared as Partial<SentField>;
  return { ...(values && { values }), required };
}

/** Why a server refuses the metadata of a body; undefined when it does not. */
export function refusal(said: Readonly<Record<string, unknown>>): string | undefined {
  for (const name of Object.keys(declaredMetadata)) {
    const { values, required } = fieldOf(`metadata.${name}`);
    const value = said[name];
    if (value === undefined && required) return `${name} is required`;
    if (value === undefined) continue;
    if (typeof value !== "string" || value.length > 512) return `${name} is no text that may be sent`;
    if (values && !values.includes(value)) return `${name} may not be ${value}`;
  }
  return undefined;
}
