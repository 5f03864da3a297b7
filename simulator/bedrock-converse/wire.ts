import { bearer } from "../bearer.ts";
import { chat } from "../chat.ts";
import { counting } from "../counting.ts";
import { embeddings } from "../embeddings.ts";
import type { Endpoint, Wire } from "../wire.ts";
import { toBody, toEvents } from "./answer.ts";
import { toError, toErrorEvent } from "./errors.ts";
import { eventStream } from "./event-stream.ts";
import { countedConversation, toInvoked } from "./invoke.ts";
import { toQuestion } from "./request.ts";
import { isSignedWith, signedBy } from "./signature.ts";

/** Conversations with models of many makers; embedding models are invoked with bodies of their own. */
export const bedrockConverseWire: Wire = {
  endpoints: [
    conversing("converse", false),
    conversing("converse-stream", true),
    counting({
      ...path("count-tokens"),
      toCounted: ({ named, body }) => toQuestion(named.model ?? "", countedConversation(body), false),
      toBody: ({ promptTokens }) => ({ inputTokens: promptTokens }),
    }),
    embeddings({
      ...path("invoke"),
      toQuestion: ({ named, body }) => toInvoked(named.model ?? "", body),
      toBody: (embedded) => embedded.question.toBody(embedded),
      toHeaders: ({ tokens }) => ({
        "x-amzn-bedrock-input-token-count": String(tokens),
        "x-amzn-bedrock-invocation-latency": "1",
      }),
    }),
  ],
  keyOf: (head) => signedBy(head) ?? bearer(head.headers),
  proves: (head, key) => isSignedWith(head, key) || bearer(head.headers) === key,
  headers: (requestId) => ({ "x-amzn-requestid": requestId }),
  toError,
  toErrorEvent,
};

function conversing(operation: string, stream: boolean): Endpoint {
  return chat({
    ...path(operation),
    framing: eventStream,
    toQuestion: ({ named, body }) => toQuestion(named.model ?? "", body, stream),
    toBody,
    toEvents,
  });
}

/** The id of a model may be a name with slashes, encoded. */
function path(operation: string): Pick<Endpoint, "path" | "shown"> {
  return { path: new RegExp(`/model/(?<model>[^/]+)/${operation}$`), shown: `/model/<model>/${operation}` };
}
