import type { ChatParameterName } from "../../../schemas/parameters/chat.ts";
import type { openaiResponses } from "../../../semantics/dialects/openai-responses.ts";
import { type Places, UNSUPPORTED } from "../places.ts";

/** Responses: where each parameter goes. Which values go there is said in request.ts. */
export const places: Places<typeof openaiResponses> = {
  model: "model",
  messages: "input",
  tools: "tools",
  tool_choice: "tool_choice",
  parallel_tool_calls: "parallel_tool_calls",
  functions: UNSUPPORTED,
  function_call: UNSUPPORTED,
  response_format: "text.format",
  prediction: null,
  max_completion_tokens: "max_output_tokens",
  n: UNSUPPORTED,
  modalities: UNSUPPORTED,
  audio: null,
  temperature: "temperature",
  top_p: "top_p",
  presence_penalty: null,
  frequency_penalty: null,
  logit_bias: null,
  logprobs: null,
  top_logprobs: null,
  seed: null,
  stop: null,
  reasoning_effort: "reasoning.effort",
  verbosity: "text.verbosity",
  stream: "stream",
  stream_options: "stream",
  service_tier: "service_tier",
  web_search_options: null,
  moderation: "moderation",
  store: "store",
  metadata: "metadata",
  user: "safety_identifier",
  safety_identifier: "safety_identifier",
  prompt_cache_key: "prompt_cache_key",
  prompt_cache_retention: "prompt_cache_retention",
  prompt_cache_options: "prompt_cache_options",
};

export const takesAsItCame: readonly ChatParameterName[] = [
  ...(["verbosity", "service_tier", "moderation", "metadata", "store"] as const),
  ...(["prompt_cache_key", "prompt_cache_retention", "prompt_cache_options"] as const),
];
