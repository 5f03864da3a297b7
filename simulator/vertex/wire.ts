import { bearer, headerOf } from "../bearer.ts";
import { embeddings } from "../embeddings.ts";
import { toError, toErrorEvent } from "../gemini/errors.ts";
import { generating } from "../gemini/wire.ts";
import type { Endpoint, Wire } from "../wire.ts";
import { toEmbedBody, toEmbedQuestion, toPredictBody, toPredictQuestion } from "./embed.ts";

const publisher = "/publishers/google";

/** The cloud's host of the same API: paths that begin with a project and a location, and tokens of OAuth. */
export const vertexWire: Wire = {
  endpoints: [
    ...generating("cloud", publisher),
    embeddings({
      ...path("predict"),
      toQuestion: ({ named, body }) => toPredictQuestion(named.model ?? "", body),
      toBody: toPredictBody,
    }),
    embeddings({
      ...path("embedContent"),
      toQuestion: ({ named, body }) => toEmbedQuestion(named.model ?? "", body),
      toBody: toEmbedBody,
    }),
  ],
  keyOf: ({ headers, query }) =>
    bearer(headers) ?? headerOf(headers, "x-goog-api-key") ?? (query.get("key") || undefined),
  headers: () => ({ vary: "Origin, X-Origin, Referer" }),
  toError: toError("cloud"),
  toErrorEvent: toErrorEvent("cloud"),
};

function path(method: string): Pick<Endpoint, "path" | "shown"> {
  return {
    path: new RegExp(`${publisher}/models/(?<model>[^/:]+):${method}$`),
    shown: `${publisher}/models/<model>:${method}`,
  };
}
