import type { Dialect } from "../dialects/dialect.ts";
import type { ChatEndpoint } from "../endpoints/endpoint.ts";

/** Client and provider speak the same, and the endpoint lets it pass: what they say is not written anew. */
export function passes({ wire, pass }: ChatEndpoint, dialect: Dialect): boolean {
  return pass !== undefined && wire === dialect.wire;
}
