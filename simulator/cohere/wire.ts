import { bearer } from "../bearer.ts";
import { chat } from "../chat.ts";
import { embeddings } from "../embeddings.ts";
import { serverSentEvents } from "../framing.ts";
import type { Wire } from "../wire.ts";
import { planned, toBody, toEvents } from "./answer.ts";
import { toEmbedBody, toEmbedQuestion } from "./embed.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toQuestion } from "./request.ts";

/** The second version of the API. */
export const cohereWire: Wire = {
  endpoints: [
    chat({
      path: /\/v2\/chat$/,
      shown: "/v2/chat",
      framing: serverSentEvents,
      toQuestion: ({ body }) => toQuestion(body),
      toBody,
      toEvents,
      besideAnswers: planned,
    }),
    embeddings({
      path: /\/v2\/embed$/,
      shown: "/v2/embed",
      toQuestion: ({ body }) => toEmbedQuestion(body),
      toBody: toEmbedBody,
    }),
  ],
  keyOf: ({ headers }) => bearer(headers),
  headers: (requestId, elapsed) => ({
    "x-debug-trace-id": requestId.slice(-32),
    "x-endpoint-monthly-call-limit": "100000",
    "x-envoy-upstream-service-time": String(Math.round(elapsed)),
  }),
  toError,
  toErrorEvent,
};
