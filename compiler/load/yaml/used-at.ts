import type { Origin } from "../../source.ts";
import type { Value } from "../value.ts";

/** The same value, used by name at another place. What is inside it stays where it was written. */
export function usedAt<V extends Value>(value: V, use: Origin): V {
  return { ...value, origin: originUsedAt(value.origin, use) };
}

export function originUsedAt(origin: Origin, use: Origin): Origin {
  return { span: use.span, from: { how: "name", origin } };
}
