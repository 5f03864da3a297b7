/** The wire format of the Messages API, as far as it is read or written here. Members that are read may be missing. */

export type WireSource =
  | { type: "base64"; media_type: string; data: string }
  | { type: "text"; media_type: "text/plain"; data: string }
  | { type: "url"; url: string };

/** Ends what is to be cached. */
export interface Cached {
  cache_control?: { type: "ephemeral"; ttl?: "5m" | "1h" };
}

export type WireText = { type: "text"; text: string } & Cached;
export type WireImage = { type: "image"; source: WireSource } & Cached;
export type WireDocument = { type: "document"; source: WireSource; title?: string } & Cached;

export type WireBlock =
  | WireText
  | WireImage
  | WireDocument
  | { type: "thinking"; thinking: string; signature: string }
  | { type: "redacted_thinking"; data: string }
  | ({ type: "tool_use"; id: string; name: string; input: object } & Cached)
  | WireResult;

export type WireResult = {
  type: "tool_result";
  tool_use_id: string;
  content?: string | (WireText | WireImage | WireDocument)[];
  is_error?: true;
} & Cached;

export interface WireTurn {
  role: "user" | "assistant";
  content: WireBlock[];
}

export interface WireTool extends Cached {
  name: string;
  description?: string;
  input_schema: object;
  strict?: true;
}

export interface WireUsage {
  input_tokens?: number | null;
  output_tokens?: number | null;
  cache_read_input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  cache_creation?: { ephemeral_1h_input_tokens?: number | null } | null;
  server_tool_use?: { web_search_requests?: number | null } | null;
  service_tier?: string | null;
  output_tokens_details?: { thinking_tokens?: number | null } | null;
}

/** One block of an answer, of any type. */
export interface WireAnswerBlock {
  type?: string;
  text?: string;
  thinking?: string;
  signature?: string;
  /** Of thinking that only the provider can read. */
  data?: string;
  id?: string;
  name?: string;
  input?: unknown;
}

export interface WireAnswer {
  type?: string;
  content?: WireAnswerBlock[] | null;
  stop_reason?: string | null;
  stop_sequence?: string | null;
  usage?: WireUsage | null;
  error?: unknown;
}

/** One event of a streamed answer; `type` says which of the members there are. */
export interface WireStreamEvent {
  type?: string;
  index?: number;
  message?: { usage?: WireUsage | null } | null;
  content_block?: WireAnswerBlock | null;
  delta?: {
    type?: string;
    text?: string;
    thinking?: string;
    signature?: string;
    partial_json?: string;
    stop_reason?: string | null;
    stop_sequence?: string | null;
  } | null;
  usage?: WireUsage | null;
  error?: unknown;
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
