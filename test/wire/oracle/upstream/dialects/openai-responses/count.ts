/** What is read of the body of a Responses request. */
import type { Tally } from "../../../bill/tally.ts";
import { type Fields, fields, isFields, list } from "../dialect.ts";

/** Names of settings, which no model reads. */
const settings = new Set([
  ...["model", "input", "instructions", "tools", "text", "tool_choice", "parallel_tool_calls", "max_tool_calls"],
  ...["max_output_tokens", "temperature", "top_p", "top_logprobs", "reasoning", "include", "store", "stream"],
  ...["stream_options", "service_tier", "metadata", "user", "safety_identifier", "prompt_cache_key", "truncation"],
  ...["prompt_cache_retention", "prompt_cache_options", "moderation"],
]);

export function count(body: Fields, tally: Tally): void {
  if (typeof body.instructions === "string") {
    tally.message();
    tally.any(body.instructions);
  }
  if (typeof body.input === "string") tally.any(body.input);
  for (const item of list(body.input)) countItem(item, tally);
  if (list(body.tools).length > 0) tally.any(body.tools);
  tally.any(fields(body.text).format);
  for (const [name, value] of Object.entries(body)) if (!settings.has(name)) tally.any(value);
}

function countItem(item: unknown, tally: Tally): void {
  tally.message();
  if (!isFields(item)) {
    tally.any(item);
    return;
  }
  switch (item.type ?? "message") {
    case "message":
      countContent(item.content, tally);
      break;
    case "function_call":
      tally.any(item.name);
      tally.any(item.arguments);
      break;
    case "function_call_output":
      countContent(item.output, tally);
      break;
    case "reasoning":
      for (const part of list(item.summary)) tally.any(fields(part).text);
      tally.tokens += Math.ceil(String(item.encrypted_content ?? "").length / SEALED);
      break;
    default:
      tally.any(item);
  }
}

/** Characters of sealed thoughts for each token of them. */
const SEALED = 4;

function countContent(content: unknown, tally: Tally): void {
  if (!Array.isArray(content)) tally.any(content);
  else for (const part of content) countPart(fields(part), tally);
}

/** Of a file, its name and a page. */
function countPart(part: Fields, tally: Tally): void {
  switch (part.type) {
    case "input_text":
    case "output_text":
      tally.any(part.text);
      break;
    case "input_image":
      tally.picture(part.image_url, "tiles");
      break;
    case "input_file":
      tally.any(part.filename);
      tally.picture("", "tiles");
      break;
    default:
      tally.any(part);
  }
}
