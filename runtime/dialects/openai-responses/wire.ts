/** The wire format of Responses, as far as it is read or written here. Members that are read may be missing. */

export type WireContent =
  | { type: "input_text"; text: string }
  | { type: "input_image"; image_url: string; detail: "auto" | "low" | "high" }
  | { type: "input_file"; file_data: string; filename?: string };

export interface WireCall {
  type: "function_call";
  call_id: string;
  name: string;
  arguments: string;
}

export interface WireThoughts {
  type: "reasoning";
  id: string;
  summary: { type: "summary_text"; text: string }[];
  encrypted_content: string;
}

export type WireItem =
  | { role: "system" | "user"; content: string | WireContent[] }
  | { role: "assistant"; content: string }
  | WireThoughts
  | WireCall
  | { type: "function_call_output"; call_id: string; output: string | WireContent[] };

export interface WireTool {
  type: "function";
  name: string;
  description?: string;
  parameters: Record<string, unknown>;
  strict: boolean;
}

export interface WireSaid {
  type?: string;
  text?: string;
  refusal?: string;
}

/** What stands in an answer; others of its types are passed over. */
export interface WireOutput {
  type?: string;
  id?: string;
  content?: WireSaid[] | null;
  summary?: WireSaid[] | null;
  encrypted_content?: string | null;
  call_id?: string;
  name?: string;
  arguments?: string;
}

export interface WireUsage {
  input_tokens?: number;
  input_tokens_details?: { cached_tokens?: number; cache_write_tokens?: number } | null;
  output_tokens?: number;
  output_tokens_details?: { reasoning_tokens?: number } | null;
}

export interface WireResponse {
  status?: string;
  error?: { code?: string; message?: string } | null;
  incomplete_details?: { reason?: string } | null;
  output?: WireOutput[] | null;
  usage?: WireUsage | null;
  service_tier?: string | null;
}

/** All events have a type; the others of these belong to some. */
export interface WireStreamEvent {
  type?: string;
  output_index?: number;
  summary_index?: number;
  item?: WireOutput;
  delta?: string;
  response?: WireResponse;
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
