/** Which members of a chat body are no content: no provider reads them as text, as long as they are as short as theirs. */
import type { Fields } from "../facts/body.ts";
import { printJson } from "./print-json.ts";

const SHORT = 256;
/** As the vendors bound it: 16 names of 64 characters, values of 512. */
const METADATA = 16_000;

const mostCharacters: Readonly<Record<string, number>> = {
  model: Number.POSITIVE_INFINITY,
  metadata: METADATA,
  logit_bias: METADATA,
  ...Object.fromEntries(
    [
      ...["stream", "stream_options", "n", "temperature", "top_p", "top_k", "min_p", "seed", "stop", "user"],
      ...["max_tokens", "max_completion_tokens", "presence_penalty", "frequency_penalty", "repetition_penalty"],
      ...["logprobs", "top_logprobs", "parallel_tool_calls", "tool_choice", "function_call", "modalities", "audio"],
      ...["reasoning_effort", "verbosity", "service_tier", "store", "prompt_cache_key", "prompt_cache_retention"],
      ...["safety_identifier"],
    ].map((name) => [name, SHORT]),
  ),
};

/** Whatever is not named here is content. */
export function isControl(name: string, value: unknown): boolean {
  const most = Object.hasOwn(mostCharacters, name) ? mostCharacters[name]! : 0;
  return most > 0 && (most === Number.POSITIVE_INFINITY || isShort(value, most));
}

/** Whether the value takes at most so many characters as JSON, quotes apart. */
export function isShort(value: unknown, most: number = SHORT): boolean {
  if (typeof value === "string") return value.length <= most;
  return (
    typeof value !== "object" || value === null || (roomBeside(value, most) >= 0 && printJson(value).length <= most)
  );
}

/** Of so many characters, how many at most are left when the value has been printed; what is below zero is no count. */
function roomBeside(value: unknown, characters: number): number {
  if (typeof value === "string") return characters - value.length;
  if (typeof value !== "object" || value === null) return characters - 1;
  let room = characters - 2;
  for (const name in value) {
    if (room < 0) break;
    if (!Array.isArray(value)) room -= name.length;
    room = roomBeside((value as Fields)[name], room);
  }
  return room;
}
