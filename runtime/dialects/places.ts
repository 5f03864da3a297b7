/** Where a dialect puts the parameters of the chat operation: each dialect has such a list, and forgets none. */
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";
import type { DialectFacts } from "../../semantics/dialects/dialect-facts.ts";

/** It cannot be said, and must not be left out: such a request is for other targets. */
export const UNSUPPORTED = "unsupported";

/** The URL says it. */
export const IN_URL = "(url)";

/**
 * A member of the wire's body, with dots where it is inside another; null where it is left out, which what both halves know
 * of the dialect must say, too.
 */
export type Places<F extends DialectFacts> = {
  readonly [K in ChatParameterName]: K extends F["drops"][number] ? null : string;
};

/** The parameters that are left out. */
export function leftOut(places: Readonly<Record<string, string | null>>): string[] {
  return Object.keys(places).filter((name) => places[name] === null);
}
