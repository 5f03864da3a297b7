/** Values that came here from another place. */
import type { Origin } from "../../source.ts";
import type { Value } from "../value.ts";

/** The same value, used by name at a place. */
export function usedAt(value: Value, at: Origin): Value {
  return { ...value, origin: { span: at.span, from: { how: "name", origin: value.origin } } };
}

/** The same value, returned to the call at a place. */
export function returnedTo(value: Value, at: Origin): Value {
  return { ...value, origin: { span: at.span, from: { how: "call", origin: value.origin } } };
}
