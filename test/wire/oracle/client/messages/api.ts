/** The Messages API. */
import { choiceByType } from "../../upstream/dialects/choice.ts";
import { type Fields, fields, isFields } from "../../upstream/dialects/dialect.ts";
import type { ClientApi } from "../api.ts";
import { called, leaving, withText } from "../chat/api.ts";
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
  choose: (choice) =>
    typeof choice === "string" ? { type: choice === "required" ? "any" : choice } : { type: "tool", ...choice },
  withText,
  draft: draftMessages,
  tricks: messagesTricks,
  whole: wholeOf,
  events: eventsOf,
  told: ({ stop_sequences: stop, metadata, thinking, output_config, tool_choice, ...body }) => ({
    ...leaving(body, apart),
    stop,
    ...notes(fields(metadata)),
    // A model that thinks does so as it likes unless it is told more.
    reasoning_effort: fields(output_config).effort ?? (fields(thinking).type === "enabled" ? thinking : undefined),
    response_format: fields(output_config).format,
    ...called(
      body,
      choiceByType(fields(tool_choice)),
      fields(tool_choice).disable_parallel_tool_use === true ? false : undefined,
    ),
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

/** What is said of the end user, and what else. */
function notes({ user_id: user, ...metadata }: Fields): Fields {
  return { user, ...(Object.keys(metadata).length > 0 && { metadata }) };
}
