/** What the headers of a request say that a policy declares. They are read here, and go no further. */
import { type DeclaredMetadata, expectedValue, valueFault } from "../../semantics/metadata.ts";
import type { Metadata } from "./metadata.ts";

/** By name in lower case. One that stands twice must say the same. */
export function readHeaders(declared: DeclaredMetadata, rawHeaders: readonly string[]): Metadata {
  const values: Record<string, string> = Object.create(null) as Record<string, string>;
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]!.toLowerCase();
    if (!Object.hasOwn(declared, name)) continue;
    const value = rawHeaders[i + 1]!.trim();
    const fault = valueFault(declared[name]!, value);
    if (fault !== undefined) return refused(name, `The header ${name} ${fault}.`);
    if ((values[name] ?? value) !== value)
      return refused(name, `The header ${name} is given twice, with two values. Send it once.`);
    values[name] = value;
  }
  for (const [name, field] of Object.entries(declared)) {
    if (field.required && !Object.hasOwn(values, name))
      return refused(name, `The header ${name} is required: send ${expectedValue(field)}.`);
  }
  return { kind: "values", values };
}

function refused(param: string, message: string): Metadata {
  return { kind: "refused", param, message };
}
