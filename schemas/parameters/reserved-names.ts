/**
 * Names in bodies that no client may send on, whatever a provider takes: they choose another model, host or price, carry
 * further members past the list, or bound the output in another API's words. A policy may fix the controls of a provider
 * that takes them.
 */
export const controlNames: readonly string[] = [
  ...["models", "provider", "providers", "route", "router", "plugins", "transforms", "preset", "fallbacks", "fallback"],
  ...["context_window_fallbacks", "content_policy_fallbacks", "mock_response", "num_retries", "max_retries", "timeout"],
  ...["extra_body", "extra_headers", "extra_query", "headers", "api_base", "base_url", "api_key", "api_version"],
  ...[
    "organization",
    "custom_llm_provider",
    "litellm_metadata",
    "proxy_server_request",
    "guardrails",
    "tags",
    "caching",
  ],
  ...["cache", "session_id", "search_parameters", "search_mode", "web_search", "usage", "stream_cls", "lora_adapter"],
];

/** Other names for how many tokens or answers are made. */
export const boundNames: readonly string[] = [
  ...["max_output_tokens", "max_new_tokens", "maxTokens", "maxOutputTokens", "n_predict", "num_predict", "num_ctx"],
  ...["best_of", "candidateCount", "num_generations", "n_choices", "max_length", "max_gen_len", "thinking_budget"],
];
