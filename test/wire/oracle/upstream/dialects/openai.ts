/** Chat completions at `/chat/completions`, with the model's name in the body. */

import { openaiEmbeddings } from "../embeddings/openai.ts";
import { badRequest, errorOf, events, tooLong, whole } from "./chat-completions/answer.ts";
import { count } from "./chat-completions/count.ts";
import { members, terms, told } from "./chat-completions/terms.ts";
import { askedByBody, type UpstreamDialect } from "./dialect.ts";

export const openai: UpstreamDialect = {
  members: { "": members },
  tells: new Set(["cacheRead", "cacheWrite", "reasoning", "audio"]),
  asked: askedByBody({ "/chat/completions": "chat", "/embeddings": "embeddings" }),
  embeddings: openaiEmbeddings,
  count,
  terms,
  told,
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};
