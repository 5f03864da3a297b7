/** What is read of a Messages body. */
import type { Tally } from "../../../bill/tally.ts";
import { type Fields, fields, isFields, list } from "../dialect.ts";

/** Names of settings, which no model reads. */
const settings = new Set([
  ...["model", "stream", "max_tokens", "temperature", "top_p", "top_k", "stop_sequences", "metadata", "thinking"],
  ...["service_tier", "speed", "tool_choice", "cache_control", "context_management", "messages", "system", "tools"],
]);

export function count(body: Fields, tally: Tally): void {
  countContent(body.system, tally);
  for (const message of list(body.messages)) {
    tally.message();
    countContent(fields(message).content, tally);
  }
  tally.any(list(body.tools).length > 0 ? list(body.tools).map(unmarked) : undefined);
  for (const [name, value] of Object.entries(body)) if (!settings.has(name)) tally.any(value);
}

function countContent(content: unknown, tally: Tally): void {
  if (!Array.isArray(content)) tally.any(content);
  else for (const block of content) countBlock(block, tally);
}

function countBlock(block: unknown, tally: Tally): void {
  if (!isFields(block)) {
    tally.any(block);
    return;
  }
  const source = fields(block.source);
  switch (block.type) {
    case "text":
      tally.any(block.text);
      for (const citation of list(block.citations)) tally.any(citation);
      break;
    case "image":
      tally.picture(source.data ?? source.url, "patches");
      break;
    case "document":
      if (source.type === "text" || source.type === "content") countContent(source.data ?? source.content, tally);
      tally.any(block.title);
      tally.any(block.context);
      break;
    case "tool_use":
      tally.any({ name: block.name, input: block.input });
      break;
    case "tool_result":
      countContent(block.content, tally);
      break;
    case "thinking":
      tally.any(block.thinking);
      break;
    case "redacted_thinking":
      break;
    default:
      tally.any(unmarked(block));
  }
}

function unmarked(block: unknown): unknown {
  return isFields(block)
    ? Object.fromEntries(Object.entries(block).filter(([name]) => name !== "cache_control"))
    : block;
}
