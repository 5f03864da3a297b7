import type { ChatRequest } from "../../chat/request.ts";

/** A client's chat request, in both forms, and what the route makes of it. */
export interface ChatAsk {
  /** The client's body as it came. */
  bytes: Buffer;
  /** The same, parsed. */
  body: Readonly<Record<string, unknown>>;
  request: ChatRequest;
  /** The client wants the usage of a stream. */
  wantsUsage: boolean;
  /** Names in the body's `metadata` that were for the policy; they go no further. */
  routingNames: readonly string[];
  /** Tokens; a larger output is cut. */
  maxOutputTokens?: number | undefined;
}
