import { type Fields, fields, list } from "./body.ts";

/** What the messages hold, counted in one pass that looks at no text. */
export interface Content {
  messages: number;
  turns: number;
  images: number;
  audio: number;
  files: number;
  toolCalls: number;
}

export function readContent(body: Fields): Content {
  const content: Content = { messages: 0, turns: 0, images: 0, audio: 0, files: 0, toolCalls: 0 };
  for (const message of list(body.messages)) {
    const { role, content: parts, tool_calls: calls } = fields(message);
    content.messages += 1;
    if (role === "user") content.turns += 1;
    content.toolCalls += list(calls).length;
    for (const part of list(parts)) count(content, fields(part).type);
  }
  return content;
}

function count(content: Content, type: unknown): void {
  if (type === "image_url") content.images += 1;
  else if (type === "input_audio") content.audio += 1;
  else if (type === "file") content.files += 1;
}
