/**
 * The plain form of a loaded policy, which schemas/policy.ts describes: the same for both spellings. A quantity is
 * its text with the unit, a function its own text.
 */
import type { Value } from "../load/value.ts";
import { textWithVariables } from "../load/variable.ts";
import { decimal } from "./decimal.ts";

export function toDocument(value: Value): unknown {
  switch (value.kind) {
    case "literal":
      return value.value;
    case "quantity":
      return value.unit === "ms" ? `${decimal(value.amount)}ms` : `$${decimal(value.amount)}`;
    case "pattern":
      return `/${value.source}/${value.flags}`;
    case "list":
      return value.items.map(toDocument);
    case "record":
      return Object.fromEntries([...value.fields].map(([name, field]) => [name, toDocument(field.value)]));
    case "function":
      return value.text;
    case "symbol":
      return textWithVariables(value);
    case "invalid":
      return undefined;
    default:
      return value satisfies never;
  }
}

/** The value at a path of the document, or the nearest value around it, and whether it is the place itself. */
export function valueAt(root: Value, path: readonly PropertyKey[]): { value: Value; exact: boolean } {
  let value = root;
  for (const key of path) {
    const next =
      value.kind === "list"
        ? value.items[Number(key)]
        : value.kind === "record" && value.fields.get(String(key))?.value;
    if (!next) return { value, exact: false };
    value = next;
  }
  return { value, exact: true };
}
