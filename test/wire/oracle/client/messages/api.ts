/** The Messages API. */
import { fields, isFields } from "../../upstream/dialects/dialect.ts";
import type { ClientApi } from "../api.ts";
import { hasTools, leaving, withText } from "../chat/api.ts";
import { eventsOf, wholeOf } from "./heard.ts";
import { messagesTricks } from "./tricks.ts";
import { draftMessages } from "./usual.ts";

export const messages: ClientApi = {
  endpoint: "messages",
  path: "/v1/messages",
  listName: "messages",
  limitNames: ["max_tokens"],
  settings: ["temperature", "top_p", "stop_sequences", "top_k"],
  say: (content) => ({ role: "user", content }),
  withText,
  draft: draftMessages,
  tricks: messagesTricks,
  whole: wholeOf,
  events: eventsOf,
  told: ({ stop_sequences: stop, metadata, thinking, output_config, tool_choice, ...body }) => ({
    ...leaving(body, apart),
    stop,
    user: fields(metadata).user_id,
    // A model that thinks does so as it likes unless it is told more.
    reasoning_effort: fields(output_config).effort ?? (fields(thinking).type === "enabled" ? thinking : undefined),
    response_format: fields(output_config).format,
    ...(fields(tool_choice).disable_parallel_tool_use === true && hasTools(body) && { parallel_tool_calls: false }),
  }),
  ownNames: { stop_sequences: "stop", thinking: "reasoning_effort", output_config: "response_format" },
  isRefusal: ({ type, error }) =>
    type === "error" && isFields(error) && typeof error.type === "string" && typeof error.message === "string",
};

const apart: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "system",
  "max_tokens",
  "stream",
  "tools",
  "cache_control",
]);
