import { bearer, headerOf } from "../bearer.ts";
import { chat } from "../chat.ts";
import { counting } from "../counting.ts";
import { serverSentEvents } from "../framing.ts";
import type { Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toCounted, toQuestion } from "./request.ts";

/** The dialect of messages. */
export const anthropicWire: Wire = {
  endpoints: [
    chat({
      path: /\/messages$/,
      shown: "/messages",
      framing: serverSentEvents,
      toQuestion: ({ body, headers }) => toQuestion(body, headers),
      toBody,
      toEvents,
    }),
    counting({
      path: /\/messages\/count_tokens$/,
      shown: "/messages/count_tokens",
      toCounted: ({ body, headers }) => toCounted(body, headers),
      toBody: ({ promptTokens }) => ({ input_tokens: promptTokens }),
    }),
  ],
  keyOf: ({ headers }) => headerOf(headers, "x-api-key") ?? bearer(headers),
  headers: (requestId) => ({
    "request-id": requestId,
    "anthropic-organization-id": "simulated",
    "anthropic-ratelimit-requests-limit": "4000",
    "anthropic-ratelimit-requests-remaining": "3999",
    "anthropic-ratelimit-requests-reset": new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    "anthropic-ratelimit-tokens-limit": "400000",
    "anthropic-ratelimit-tokens-remaining": "399000",
  }),
  toError,
  toErrorEvent,
};
