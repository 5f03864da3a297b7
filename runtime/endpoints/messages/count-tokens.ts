import { isObject } from "../body-checks.ts";
import type { ChatEndpoint } from "../endpoint.ts";
import { messages } from "./endpoint.ts";

/** POST /v1/messages/count_tokens: the same body, without what only an answer needs. */
export const countedMessages: ChatEndpoint = {
  ...messages,
  read: (body) => messages.read(isObject(body) ? { max_tokens: 1, ...body, stream: false } : body),
};

export function writeCount(tokens: number): string {
  return JSON.stringify({ input_tokens: tokens });
}
