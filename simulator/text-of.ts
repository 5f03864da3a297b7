import { listOf, objectOf, stringOf } from "./json.ts";

/** The text of a content: the string itself, or the text parts of a list, one per line. */
export function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  const texts = listOf(content).map((part) => stringOf(objectOf(part).text));
  return texts.filter((text) => text !== "").join("\n");
}
