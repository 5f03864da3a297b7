/** The Messages API. */
import { choiceAmong, choiceByType } from "../choice.ts";
import { askedByBody, type Fields, fields, list, mustCall, type UpstreamDialect, type WireTerms } from "../dialect.ts";
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
  asked: askedByBody({ "/messages": "chat", "/messages/count_tokens": "count" }),
  count,
  terms,
  told: ({ stop_sequences: stop, metadata, thinking, output_config, tool_choice, ...body }) => ({
    ...body,
    stop,
    ...notes(fields(metadata)),
    reasoning_effort: fields(output_config).effort ?? (fields(thinking).type === "disabled" ? undefined : thinking),
    response_format: fields(output_config).format,
    parallel_tool_calls: parallel(fields(tool_choice).disable_parallel_tool_use),
    tool_choice: choiceAmong(toolsOf(body), choiceByType(fields(tool_choice))),
  }),
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};

function toolsOf({ tools }: Fields): string[] {
  return list(tools).map((tool) => String(fields(tool).name));
}

function notes({ user_id: user, ...metadata }: Fields): Fields {
  return { user, ...(Object.keys(metadata).length > 0 && { metadata }) };
}

function parallel(isForbidden: unknown): boolean | undefined {
  return isForbidden === undefined ? undefined : !isForbidden;
}

/** `fast` is another price list; the documented tiers are `auto` and `standard_only`. */
function terms(body: Fields): WireTerms {
  return {
    answers: 1,
    tier: body.speed ?? body.service_tier,
    speaks: false,
    marks: marksIn(body),
    tools: toolsOf(body),
    ...mustCall(fields(body.tool_choice).name),
  };
}
