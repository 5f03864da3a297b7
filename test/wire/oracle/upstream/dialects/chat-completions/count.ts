/** What is read of a chat completion: every text in it, wherever it stands, and members that no list has. */
import type { Tally } from "../../../bill/tally.ts";
import { type Fields, isFields, list } from "../dialect.ts";

/** Names of a request's own settings, which no model reads. */
const settings = new Set(
  [
    ...["model", "stream", "stream_options", "temperature", "top_p", "n", "seed", "user", "service_tier", "store"],
    ...["max_tokens", "max_completion_tokens", "presence_penalty", "frequency_penalty", "logit_bias", "logprobs"],
    ...["top_logprobs", "parallel_tool_calls", "tool_choice", "reasoning_effort", "modalities", "audio", "metadata"],
    ...["prompt_cache_key", "safety_identifier", "verbosity", "thinking", "stop", "stop_sequences", "messages"],
    ...["random_seed", "safe_prompt"],
  ].map((name) => name.toLowerCase()),
);

export function count(body: Fields, tally: Tally): void {
  for (const message of list(body.messages)) countMessage(message, tally);
  for (const [name, value] of Object.entries(body)) if (!settings.has(name.toLowerCase())) tally.any(value);
}

function countMessage(message: unknown, tally: Tally): void {
  tally.message();
  if (!isFields(message)) {
    tally.any(message);
    return;
  }
  for (const [name, value] of Object.entries(message)) {
    if (name === "role") continue;
    if (Array.isArray(value)) for (const part of value) countPart(part, tally);
    else tally.any(value);
  }
}

function countPart(part: unknown, tally: Tally): void {
  if (!isFields(part)) {
    tally.any(part);
    return;
  }
  const image = urlOf(part.image_url);
  if (image !== undefined) tally.picture(image, "tiles");
  else if (isFields(part.input_audio)) tally.sound(part.input_audio.data);
  else if (part.type === "text" && Object.keys(part).length === 2) tally.any(part.text);
  else tally.any(part);
}

function urlOf(image: unknown): string | undefined {
  if (typeof image === "string") return image;
  return isFields(image) && typeof image.url === "string" ? image.url : undefined;
}
