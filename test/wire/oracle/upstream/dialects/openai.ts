/** Chat completions at `/chat/completions`, with the model's name in the body. */
import { badRequest, errorOf, events, tooLong, whole } from "./chat-completions/answer.ts";
import { count } from "./chat-completions/count.ts";
import { members, terms } from "./chat-completions/terms.ts";
import type { UpstreamDialect } from "./dialect.ts";

export const openai: UpstreamDialect = {
  members: { "": members },
  tells: new Set(["cacheRead", "cacheWrite", "reasoning", "audio"]),
  asked: (path, { model, stream }) =>
    path === "/chat/completions"
      ? { operation: "chat", model: typeof model === "string" ? model : undefined, stream: stream === true }
      : undefined,
  count,
  terms,
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};
