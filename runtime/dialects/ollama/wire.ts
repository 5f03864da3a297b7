/** The wire format of Ollama's own chat, as far as it is read or written here. Members that are read may be missing. */

export interface WireMessage {
  role: "system" | "user" | "assistant" | "tool";
  content: string;
  /** base64 without a prefix */
  images?: string[];
  tool_calls?: { function: { name: string; arguments: Record<string, unknown> } }[];
  tool_name?: string;
}

export interface WireTool {
  type: "function";
  function: { name: string; description?: string; parameters: object };
}

export interface WireOptions {
  num_ctx: number;
  num_predict?: number;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  seed?: number;
  presence_penalty?: number;
  frequency_penalty?: number;
  stop?: string[];
}

export type WireEffort = boolean | "low" | "medium" | "high" | "max";

export interface WireRequestBody {
  model: string;
  messages: WireMessage[];
  stream: boolean;
  tools?: WireTool[];
  format?: "json" | object;
  think?: WireEffort;
  options: WireOptions;
}

/** A whole answer, or one line of a streamed one. */
export interface WireAnswer {
  message?: {
    content?: string;
    thinking?: string;
    tool_calls?: { id?: string; function?: { name?: string; arguments?: unknown } }[];
  };
  done?: boolean;
  done_reason?: string;
  prompt_eval_count?: number;
  eval_count?: number;
  error?: unknown;
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
