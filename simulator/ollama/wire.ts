import { bearer } from "../bearer.ts";
import { chat } from "../chat.ts";
import { embeddings } from "../embeddings.ts";
import { jsonLines } from "../framing.ts";
import type { Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toEmbedBody, toEmbedQuestion } from "./embed.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toQuestion } from "./request.ts";

/** A server on one's own machine, which needs no key. */
export const ollamaWire: Wire = {
  endpoints: [
    chat({
      path: /\/api\/chat$/,
      shown: "/api/chat",
      framing: jsonLines,
      toQuestion: ({ body }) => toQuestion(body),
      toBody,
      toEvents,
    }),
    embeddings({
      path: /\/api\/embed$/,
      shown: "/api/embed",
      toQuestion: ({ body }) => toEmbedQuestion(body),
      toBody: toEmbedBody,
    }),
  ],
  keyOf: ({ headers }) => bearer(headers) ?? "",
  headers: () => ({}),
  toError,
  toErrorEvent,
};
