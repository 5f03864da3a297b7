import { type Fields, fields, list, texts } from "./body.ts";

/** The text of the last message by the user, its parts on lines of their own; empty when it has none. */
export function lastUserText(body: Fields): string {
  const last = list(body.messages).findLast((message) => fields(message).role === "user");
  const { content } = fields(last);
  return typeof content === "string" ? content : [...texts(content)].join("\n");
}
