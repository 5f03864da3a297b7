import type { Facts } from "../../semantics/facts/facts.ts";
import type { ChatEndpoint } from "../endpoints/endpoint.ts";
import type { ChatRequest } from "../operations/chat/request.ts";
import type { Member } from "../wire/scan-body.ts";

type Members = Readonly<Record<string, unknown>>;

/** A client's chat request, in both forms, and what the route makes of it. */
export interface ChatAsk {
  /** What the client speaks. */
  endpoint: ChatEndpoint;
  /** The client's body as it came, and where its members stand in it. */
  bytes: Buffer;
  members: readonly Member[];
  /** The same, parsed, with what the policy fixes. */
  body: Members;
  /** What the policy fixes, by the client's names. */
  fixed: Members;
  /** Of `body`. */
  request: ChatRequest;
  /** What is known of `body`. */
  facts: Facts;
  /** Of the client, and sent on: names and values by turns. */
  headers: readonly string[];
  /** The client wants the usage of a stream. */
  wantsUsage: boolean;
  /** Names in the body's `metadata` that were for the policy; they go no further. */
  routingNames: readonly string[];
  /** Tokens; a larger output is cut. */
  maxOutputTokens?: number | undefined;
}
