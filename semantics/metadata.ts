/** What callers may send as metadata: the one reading of a declaration, for the runtime and for witnesses. */
import { type MetadataField, MOST_VALUE_LENGTH } from "../schemas/parameters/metadata.ts";

export type DeclaredMetadata = Readonly<Record<string, Readonly<MetadataField>>>;

/** Why the value may not be sent, as the end of a sentence that begins with the field; undefined when it may. */
export function valueFault({ values }: Readonly<MetadataField>, value: unknown): string | undefined {
  if (typeof value !== "string") return `must be ${textOf(values)}, not ${kindOf(value)}`;
  if (values && !values.includes(value)) return `may be ${listed(values)}, not ${shown(value)}`;
  if (value.length > MOST_VALUE_LENGTH) return `may have at most ${MOST_VALUE_LENGTH} characters, not ${value.length}`;
  return undefined;
}

/** What may be sent, in words. */
export function expectedValue({ values }: Readonly<MetadataField>): string {
  return values ? listed(values) : "a text";
}

/** Whether a request may say exactly this, in one place. */
export function maySay(declared: DeclaredMetadata, said: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(declared).every(([name, field]) =>
    Object.hasOwn(said, name) ? valueFault(field, said[name]) === undefined : !field.required,
  );
}

const SHOWN_VALUES = 20;
const SHOWN_LENGTH = 60;

function listed(values: readonly string[]): string {
  const texts = values.slice(0, SHOWN_VALUES).map(shown);
  if (values.length > SHOWN_VALUES) return `${texts.join(", ")} or one of ${values.length - SHOWN_VALUES} more`;
  return texts.length < 2 ? texts.join("") : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
}

/** As JSON, so that it can be copied and nothing in it breaks a line. */
function shown(value: string): string {
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${value.slice(0, SHOWN_LENGTH)}…` : value);
}

function textOf(values: readonly string[] | undefined): string {
  return values ? `a text, ${listed(values)}` : "a text";
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  return `the ${typeof value} ${String(value)}`;
}
