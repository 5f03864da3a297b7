/** Parameters of the chat operation that whole groups of dialects have no place for. */

/** What none but chat completions takes. */
export type OfChatCompletions =
  | "logit_bias"
  | "logprobs"
  | "top_logprobs"
  | "verbosity"
  | "prediction"
  | "audio"
  | "service_tier"
  | "web_search_options"
  | "moderation"
  | "store"
  | "metadata"
  | "prompt_cache_key"
  | "prompt_cache_retention"
  | "prompt_cache_options";
export type OfEndUsers = "user" | "safety_identifier";
export type Repetition = "seed" | "presence_penalty" | "frequency_penalty";

export const ofChatCompletions: readonly OfChatCompletions[] = [
  ...(["logit_bias", "logprobs", "top_logprobs", "verbosity", "prediction", "audio", "service_tier"] as const),
  ...(["web_search_options", "moderation", "store", "metadata"] as const),
  ...(["prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"] as const),
];
export const ofEndUsers: readonly OfEndUsers[] = ["user", "safety_identifier"];
export const repetition: readonly Repetition[] = ["seed", "presence_penalty", "frequency_penalty"];

/** Of dialects that know neither end users nor how many tools are called at once. */
export type Plain = OfChatCompletions | OfEndUsers | "parallel_tool_calls";
export const plain: readonly Plain[] = [...ofChatCompletions, ...ofEndUsers, "parallel_tool_calls"];
