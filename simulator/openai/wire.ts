import { bearer } from "../bearer.ts";
import { chat } from "../chat.ts";
import { embeddings } from "../embeddings.ts";
import { serverSentEvents } from "../framing.ts";
import type { Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toEmbedBody, toEmbedQuestion } from "./embed.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toQuestion } from "./request.ts";

/** The dialect of chat completions, with its embeddings. */
export const openaiWire: Wire = {
  endpoints: [
    chat({
      path: /\/chat\/completions$/,
      shown: "/chat/completions",
      framing: serverSentEvents,
      toQuestion: ({ body }) => toQuestion(body),
      toBody,
      toEvents,
    }),
    embeddings({
      path: /\/embeddings$/,
      shown: "/embeddings",
      toQuestion: ({ body }) => toEmbedQuestion(body),
      toBody: toEmbedBody,
    }),
  ],
  keyOf: ({ headers }) => bearer(headers),
  headers: (requestId, elapsed) => ({
    "x-request-id": requestId,
    "openai-processing-ms": String(Math.round(elapsed)),
    "openai-version": "2020-10-01",
    "openai-organization": "simulated",
    "x-ratelimit-limit-requests": "10000",
    "x-ratelimit-remaining-requests": "9999",
    "x-ratelimit-reset-requests": "6ms",
    "x-ratelimit-limit-tokens": "2000000",
    "x-ratelimit-remaining-tokens": "1999000",
    "x-ratelimit-reset-tokens": "30ms",
  }),
  toError,
  toErrorEvent,
};
