import { type Fields, fields, list, texts } from "./body.ts";
import { readContent } from "./content.ts";
import { estimateTokens } from "./token-estimate.ts";

/** Tokens that are sent beside the texts. An attachment's size in tokens is its provider's business: these are typical. */
const tokensPer = { message: 4, reply: 3, image: 800, audio: 800, file: 1600 };

/** Schemas are rewritten by providers into a longer form. */
const SCHEMA_FACTOR = 1.1;

/** Estimated tokens of a chat body: texts, tool calls, schemas, attachments. Linear in the body's length. */
export function estimateInputTokens(body: Fields): number {
  const { messages, images, audio, files } = readContent(body);
  let tokens = tokensPer.reply + messages * tokensPer.message;
  tokens += images * tokensPer.image + audio * tokensPer.audio + files * tokensPer.file;
  for (const message of list(body.messages)) tokens += messageTokens(fields(message));
  for (const schema of [body.tools, fields(body.response_format).json_schema]) {
    tokens += estimateTokens(json(schema)) * SCHEMA_FACTOR;
  }
  return Math.ceil(tokens);
}

function messageTokens(message: Fields): number {
  let tokens = 0;
  for (const text of texts(message.content)) tokens += estimateTokens(text);
  for (const call of list(message.tool_calls)) {
    const { name, arguments: given } = fields(fields(call).function);
    for (const text of [name, given]) if (typeof text === "string") tokens += estimateTokens(text);
  }
  return tokens;
}

/** Empty for nothing, and for what is nested too deeply to be written. */
function json(value: unknown): string {
  try {
    return JSON.stringify(value) ?? "";
  } catch {
    return "";
  }
}
