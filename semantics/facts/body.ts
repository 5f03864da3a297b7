/** Reading a chat body that nobody has checked. */

export type Fields = Readonly<Record<string, unknown>>;

const none: Fields = {};

/** The fields of an object; none of anything else. */
export function fields(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : none;
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The texts of a message's content: a string, or text parts. */
export function* texts(content: unknown): Generator<string> {
  if (typeof content === "string") yield content;
  for (const part of list(content)) {
    const { type, text } = fields(part);
    if (type === "text" && typeof text === "string") yield text;
  }
}
