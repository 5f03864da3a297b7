/** The Messages API. */
import { askedByBody, type Fields, list, type UpstreamDialect, type WireTerms } from "../dialect.ts";
import { badRequest, errorOf, events, tooLong, whole } from "./answer.ts";
import { count } from "./count.ts";
import { marksIn } from "./marks.ts";

export const anthropic: UpstreamDialect = {
  members: {
    "": new Set([
      ...["model", "messages", "max_tokens", "system", "temperature", "top_p", "top_k", "stop_sequences", "stream"],
      ...["tools", "tool_choice", "metadata", "thinking", "output_config", "service_tier", "cache_control"],
      "context_management",
    ]),
    metadata: new Set(["user_id"]),
    output_config: new Set(["effort", "format"]),
  },
  tells: new Set(["cacheRead", "cacheWrite", "reasoning"]),
  asked: askedByBody({ "/messages": "chat" }),
  count,
  terms,
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};

/** `fast` is another price list; the documented tiers are `auto` and `standard_only`. */
function terms(body: Fields): WireTerms {
  const tools = list(body.tools).map((tool) => String((tool as Fields).name));
  return { answers: 1, tier: body.speed ?? body.service_tier, speaks: false, marks: marksIn(body), tools };
}
