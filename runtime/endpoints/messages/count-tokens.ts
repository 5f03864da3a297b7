import { isObject, type JsonObject } from "../body-checks.ts";
import type { ChatEndpoint } from "../endpoint.ts";
import { messages } from "./endpoint.ts";

/** POST /v1/messages/count_tokens: the same body, without what only an answer needs. */
export const countedMessages: ChatEndpoint = {
  ...messages,
  read: (body) => messages.read(isObject(body) ? { max_tokens: 1 + budgetOf(body), ...body, stream: false } : body),
};

/** Thinking that has no room would be left out, and is counted. */
function budgetOf({ thinking }: JsonObject): number {
  const budget = isObject(thinking) ? thinking.budget_tokens : undefined;
  return typeof budget === "number" && budget > 0 ? budget : 0;
}

export function writeCount(tokens: number): string {
  return JSON.stringify({ input_tokens: tokens });
}
