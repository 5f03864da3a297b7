/** The Messages API. */
import { isFields } from "../../upstream/dialects/dialect.ts";
import type { ClientApi } from "../api.ts";
import { withText } from "../chat/api.ts";
import { eventsOf, wholeOf } from "./heard.ts";
import { messagesTricks } from "./tricks.ts";
import { draftMessages } from "./usual.ts";

export const messages: ClientApi = {
  endpoint: "messages",
  path: "/v1/messages",
  listName: "messages",
  limitNames: ["max_tokens"],
  say: (content) => ({ role: "user", content }),
  withText,
  draft: draftMessages,
  tricks: messagesTricks,
  whole: wholeOf,
  events: eventsOf,
  isRefusal: ({ type, error }) =>
    type === "error" && isFields(error) && typeof error.type === "string" && typeof error.message === "string",
};
