import type { ChatParameterName } from "../../../../schemas/parameters/chat.ts";
import type { openai } from "../../../../semantics/dialects/openai.ts";
import type { Places } from "../../places.ts";

/** Every parameter has the name that clients use, at all who speak this format. */
export const places: Places<typeof openai> = {
  model: "model",
  messages: "messages",
  tools: "tools",
  tool_choice: "tool_choice",
  parallel_tool_calls: "parallel_tool_calls",
  functions: "functions",
  function_call: "function_call",
  response_format: "response_format",
  prediction: "prediction",
  max_completion_tokens: "max_completion_tokens",
  n: "n",
  modalities: "modalities",
  audio: "audio",
  temperature: "temperature",
  top_p: "top_p",
  presence_penalty: "presence_penalty",
  frequency_penalty: "frequency_penalty",
  logit_bias: "logit_bias",
  logprobs: "logprobs",
  top_logprobs: "top_logprobs",
  seed: "seed",
  stop: "stop",
  reasoning_effort: "reasoning_effort",
  verbosity: "verbosity",
  stream: "stream",
  stream_options: "stream_options",
  service_tier: "service_tier",
  web_search_options: "web_search_options",
  moderation: "moderation",
  store: "store",
  metadata: "metadata",
  user: "user",
  safety_identifier: "safety_identifier",
  prompt_cache_key: "prompt_cache_key",
  prompt_cache_retention: "prompt_cache_retention",
  prompt_cache_options: "prompt_cache_options",
};

/** All that the neutral form does not hold. */
export const takesAsItCame: readonly ChatParameterName[] = Object.keys(places) as ChatParameterName[];
