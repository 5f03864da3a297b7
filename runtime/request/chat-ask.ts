import type { Facts } from "../../semantics/facts/facts.ts";
import type { ChatEndpoint, Passing } from "../endpoints/endpoint.ts";

/** A client's chat request, in both forms, and what the route makes of it. */
export interface ChatAsk extends Passing {
  /** What the client speaks. */
  endpoint: ChatEndpoint;
  /** What is known of `body`. */
  facts: Facts;
  /** Of the client, and sent on: names and values by turns. */
  headers: readonly string[];
  /** The client wants the usage of a stream. */
  wantsUsage: boolean;
  /** Tokens; a larger output is cut. */
  maxOutputTokens?: number | undefined;
}
