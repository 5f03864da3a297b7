/** The Responses API. */
import type { ClientApi } from "../api.ts";
import { isOpenaiError, withText } from "../chat/api.ts";
import { eventsOf, wholeOf } from "./heard.ts";
import { responsesTricks } from "./tricks.ts";
import { draftResponses } from "./usual.ts";

export const responses: ClientApi = {
  endpoint: "responses",
  path: "/v1/responses",
  listName: "input",
  limitNames: ["max_output_tokens"],
  say: (content) => ({ role: "user", content }),
  withText,
  draft: draftResponses,
  tricks: responsesTricks,
  whole: wholeOf,
  events: eventsOf,
  isRefusal: isOpenaiError,
};
