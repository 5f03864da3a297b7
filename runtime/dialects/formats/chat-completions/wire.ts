/** The wire format of chat completions, as far as it is read or written here. Every member read may be missing. */

export interface WireToolCall {
  index?: number | null;
  id?: string | null;
  function?: { name?: string | null; arguments?: unknown } | null;
}

/** `content` is an array at some providers. */
export interface WireMessage {
  content?: string | WirePart[] | null;
  refusal?: string | null;
  reasoning_content?: string | null;
  reasoning?: string | null;
  tool_calls?: WireToolCall[] | null;
  /** Speech, and the older form of tools: passed on, and not read. */
  audio?: unknown;
  function_call?: unknown;
}

export interface WirePart {
  type?: string;
  text?: string;
  thinking?: string | WirePart[];
}

export interface WireUsage {
  prompt_tokens?: number | null;
  completion_tokens?: number | null;
  prompt_tokens_details?: {
    cached_tokens?: number | null;
    cache_write_tokens?: number | null;
    cache_creation_input_tokens?: number | null;
    audio_tokens?: number | null;
  } | null;
  completion_tokens_details?: { reasoning_tokens?: number | null; audio_tokens?: number | null } | null;
  total_tokens?: number | null;
  reasoning_tokens?: number | null;
  prompt_cache_hit_tokens?: number | null;
  num_cached_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  cache_creation?: { ephemeral_5m_input_tokens?: number | null; ephemeral_1h_input_tokens?: number | null } | null;
  num_search_queries?: number | null;
}

export interface WireChoice {
  index?: number | null;
  message?: WireMessage | null;
  delta?: WireMessage | null;
  finish_reason?: string | null;
}

/** A whole answer, or one event of a streamed one. */
export interface WireAnswer {
  choices?: WireChoice[] | null;
  usage?: WireUsage | null;
  service_tier?: string | null;
  error?: unknown;
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
