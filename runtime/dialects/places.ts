/** Where a dialect puts the parameters of the chat operation: each dialect has such a list, and forgets none. */
import type { DialectName } from "../../schemas/catalog.ts";
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";
import type { droppedParameters } from "../../semantics/dialects/dropped-parameters.ts";

/** It cannot be said, and must not be left out: such a request is for other targets. */
export const UNSUPPORTED = "unsupported";

/** The URL says it. */
export const IN_URL = "(url)";

/**
 * A member of the wire's body, with dots where it is inside another; null where it is left out, which the list of both
 * halves must say, too.
 */
export type Places<D extends DialectName> = {
  readonly [K in ChatParameterName]: K extends (typeof droppedParameters)[D][number] ? null : string;
};

/** The parameters that are left out. */
export function leftOut(places: Readonly<Record<string, string | null>>): string[] {
  return Object.keys(places).filter((name) => places[name] === null);
}
