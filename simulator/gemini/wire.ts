import { headerOf } from "../bearer.ts";
import { chat } from "../chat.ts";
import { counting } from "../counting.ts";
import { embeddings } from "../embeddings.ts";
import { jsonArray, serverSentEvents } from "../framing.ts";
import { isObject, objectOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Question } from "../question.ts";
import type { Arrival, Endpoint, Wire } from "../wire.ts";
import { ofText, toBody, toEvents } from "./answer.ts";
import { toBatchBody, toBatchQuestion, toEmbedBody, toEmbedQuestion } from "./embed.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { toQuestion } from "./request.ts";
import type { Host } from "./shapes.ts";

/** The developer's API. */
export const geminiWire: Wire = {
  endpoints: [
    ...generating("developer", ""),
    embeddings({
      path: /\/models\/(?<model>[^/:]+):embedContent$/,
      shown: "/models/<model>:embedContent",
      toQuestion: ({ named, body }) => toEmbedQuestion(named.model ?? "", body),
      toBody: toEmbedBody,
    }),
    embeddings({
      path: /\/models\/(?<model>[^/:]+):batchEmbedContents$/,
      shown: "/models/<model>:batchEmbedContents",
      toQuestion: ({ named, body }) => toBatchQuestion(named.model ?? "", body),
      toBody: toBatchBody,
    }),
  ],
  keyOf: ({ headers, query }) => headerOf(headers, "x-goog-api-key") ?? (query.get("key") || undefined),
  headers: (_, elapsed) => ({
    "server-timing": `gfet4t7; dur=${Math.round(elapsed)}`,
    vary: "Origin, X-Origin, Referer",
  }),
  toError: toError("developer"),
  toErrorEvent: toErrorEvent("developer"),
};

/** The endpoints by which both hosts of the API answer and count; `publisher` stands before the model. */
export function generating(host: Host, publisher: string): Endpoint[] {
  const path = (method: string): Pick<Endpoint, "path" | "shown"> => ({
    path: new RegExp(`${publisher}/models/(?<model>[^/:]+):${method}$`),
    shown: `${publisher}/models/<model>:${method}`,
  });
  const question = ({ named, body }: Arrival, stream: boolean): Question => {
    return toQuestion(host, named.model ?? "", body, stream);
  };
  const answers = { toBody: toBody(host), toEvents: toEvents(host) };
  const framing = ({ query }: Arrival) => (query.get("alt") === "sse" ? serverSentEvents : jsonArray);
  return [
    chat({ ...path("generateContent"), framing, ...answers, toQuestion: (arrival) => question(arrival, false) }),
    chat({ ...path("streamGenerateContent"), framing, ...answers, toQuestion: (arrival) => question(arrival, true) }),
    counting({
      ...path("countTokens"),
      toCounted: (arrival) => question({ ...arrival, body: countedBody(arrival.body) }, false),
      toBody: ({ promptTokens }) => ({ totalTokens: promptTokens, promptTokensDetails: ofText(promptTokens) }),
    }),
  ];
}

/** What is counted: contents alone, or a whole request in a member of its own. */
function countedBody(body: unknown): unknown {
  const { generateContentRequest: whole, contents } = objectOf(body);
  if (whole !== undefined && contents !== undefined) {
    badRequest("* CountTokensRequest: only one of contents and generate_content_request can be set");
  }
  return isObject(whole) ? whole : body;
}
