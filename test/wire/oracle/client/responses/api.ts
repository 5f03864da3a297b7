/** The Responses API. */
import { choiceInWords } from "../../upstream/dialects/choice.ts";
import { fields } from "../../upstream/dialects/dialect.ts";
import type { ClientApi } from "../api.ts";
import { called, isOpenaiError, leaving, withText } from "../chat/api.ts";
import { eventsOf, wholeOf } from "./heard.ts";
import { responsesTricks } from "./tricks.ts";
import { draftResponses } from "./usual.ts";

export const responses: ClientApi = {
  endpoint: "responses",
  path: "/v1/responses",
  listName: "input",
  limitNames: ["max_output_tokens"],
  settings: ["temperature", "top_p", "store", "user", "parallel_tool_calls"],
  say: (content) => ({ role: "user", content }),
  choose: (choice) => (typeof choice === "string" ? choice : { type: "function", ...choice }),
  withText,
  draft: draftResponses,
  tricks: responsesTricks,
  whole: wholeOf,
  events: eventsOf,
  told: ({ text, reasoning, parallel_tool_calls, tool_choice, ...body }) => ({
    ...leaving(body, apart),
    ...called(body, choiceInWords(tool_choice), parallel_tool_calls),
    response_format: fields(text).format,
    verbosity: fields(text).verbosity,
    reasoning_effort: fields(reasoning).effort,
  }),
  ownNames: { text: "response_format", reasoning: "reasoning_effort" },
  isRefusal: isOpenaiError,
};

const apart: ReadonlySet<string> = new Set([
  ...["model", "input", "instructions", "stream", "stream_options", "tools", "include"],
  ...["max_output_tokens", "safety_identifier"],
]);
