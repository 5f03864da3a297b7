/** The Responses API: items in, items out. */
import { badRequest, errorOf, tooLong } from "../chat-completions/answer.ts";
import { choiceAmong, choiceInWords } from "../choice.ts";
import { askedByBody, type Fields, fields, list, mustCall, type UpstreamDialect } from "../dialect.ts";
import { events, whole } from "./answer.ts";
import { count } from "./count.ts";

export const openaiResponses: UpstreamDialect = {
  members: {
    "": new Set([
      ...["model", "input", "instructions", "tools", "tool_choice", "parallel_tool_calls", "max_tool_calls", "text"],
      ...["max_output_tokens", "temperature", "top_p", "top_logprobs", "reasoning", "include", "store", "stream"],
      ...["stream_options", "service_tier", "metadata", "user", "safety_identifier", "prompt_cache_key", "truncation"],
      ...["prompt_cache_retention", "prompt_cache_options", "moderation", "context_management"],
    ]),
    text: new Set(["format", "verbosity"]),
    reasoning: new Set(["effort", "summary"]),
  },
  tells: new Set(["cacheRead", "cacheWrite", "reasoning"]),
  asked: askedByBody({ "/responses": "chat" }),
  fault,
  count,
  terms: ({ service_tier: tier, tools, tool_choice: choice }) => ({
    answers: 1,
    tier,
    speaks: false,
    tools: namesOf(tools),
    ...mustCall(fields(choice).name),
  }),
  told: ({ text, reasoning, safety_identifier: user, ...body }) => ({
    ...body,
    response_format: fields(text).format,
    verbosity: fields(text).verbosity,
    reasoning_effort: fields(reasoning).effort,
    user,
    tool_choice: choiceAmong(namesOf(body.tools), choiceInWords(body.tool_choice)),
  }),
  whole,
  events,
  streamType: "text/event-stream",
  tooLong,
  badRequest,
  errorOf,
};

function namesOf(tools: unknown): string[] {
  return list(tools).map((tool) => String(fields(tool).name));
}

/** An answer is kept for thirty days unless told otherwise, and thoughts are not given out where they are kept. */
function fault({ store, max_output_tokens: limit, tools, input }: Fields): string | undefined {
  if (store !== false) return `store: ${String(store)}`;
  if (typeof limit === "number" && limit < 16) return `max_output_tokens: ${limit}, where 16 is the least`;
  // Those of chat completions have another shape.
  const named = list(tools).every((tool) => fields(tool).type !== "function" || typeof fields(tool).name === "string");
  if (!named) return "a function without a name";
  const open = list(input).map(fields);
  const alone = open.find(({ type, call_id }, i) => {
    const before = open.slice(0, i).some((one) => one.type === "function_call" && one.call_id === call_id);
    return type === "function_call_output" && !before;
  });
  return alone && `the output of ${String(alone.call_id)}, which was not called`;
}
