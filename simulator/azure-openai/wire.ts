import { bearer, headerOf } from "../bearer.ts";
import { chat } from "../chat.ts";
import { embeddings } from "../embeddings.ts";
import { serverSentEvents } from "../framing.ts";
import { isObject } from "../json.ts";
import { toEmbedBody, toEmbedQuestion } from "../openai/embed.ts";
import { toErrorEvent } from "../openai/errors.ts";
import { toQuestion } from "../openai/request.ts";
import { RequestProblem } from "../problem.ts";
import type { Arrival, Endpoint, Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toError } from "./errors.ts";

/** The same questions on a host of its own: newer paths name the deployment in the body, older ones in themselves. */
export const azureOpenaiWire: Wire = {
  endpoints: [...asking("/openai/v1"), ...asking("/openai/deployments/(?<deployment>[^/]+)")],
  keyOf: ({ headers }) => headerOf(headers, "api-key") ?? bearer(headers),
  headers: (requestId) => ({
    "apim-request-id": requestId,
    "x-request-id": requestId,
    "x-ms-region": "Sweden Central",
    "x-ms-deployment-name": "simulated",
    "x-ratelimit-limit-requests": "250",
    "x-ratelimit-remaining-requests": "249",
    "x-ratelimit-limit-tokens": "250000",
    "x-ratelimit-remaining-tokens": "249000",
  }),
  toError,
  toErrorEvent,
};

function asking(prefix: string): Endpoint[] {
  const path = (end: string): Pick<Endpoint, "path" | "shown"> => ({
    path: new RegExp(`${prefix}/${end}$`),
    shown: `${prefix.replace(/\(.*\)/, "<deployment>")}/${end}`,
  });
  return [
    chat({
      ...path("chat/completions"),
      framing: serverSentEvents,
      toQuestion: (arrival) => toQuestion(bodyOf(arrival)),
      toBody,
      toEvents,
    }),
    embeddings({
      ...path("embeddings"),
      toQuestion: (arrival) => toEmbedQuestion(bodyOf(arrival)),
      toBody: toEmbedBody,
    }),
  ];
}

/** The body with the deployment that the path names. Older paths exist only in a version of the API. */
function bodyOf({ named, body, query }: Arrival): unknown {
  if (named.deployment === undefined) return body;
  if (!/^\d{4}-\d\d-\d\d(-preview)?$/.test(query.get("api-version") ?? "")) {
    throw new RequestProblem({ kind: "no-such-path", message: "Resource not found" });
  }
  return isObject(body) ? { ...body, model: named.deployment } : body;
}
