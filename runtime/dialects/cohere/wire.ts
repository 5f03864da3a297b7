/** The wire format of the second chat API, as far as it is read or written here. Members that are read may be missing. */

export type WirePart =
  | { type: "text"; text: string }
  | { type: "image_url"; image_url: { url: string; detail?: string } };

export interface WireCall {
  id: string;
  type: "function";
  function: { name: string; arguments: string };
}

export type WireMessage =
  | { role: "system"; content: string }
  | { role: "user"; content: string | WirePart[] }
  | { role: "assistant"; content: string }
  | { role: "assistant"; tool_plan?: string; tool_calls: WireCall[] }
  | { role: "tool"; tool_call_id: string; content: string };

export interface WireDocument {
  id: string;
  data: { title?: string; text: string };
}

export interface WireUsage {
  tokens?: { input_tokens?: number; output_tokens?: number };
  billed_units?: { input_tokens?: number; output_tokens?: number };
  cached_tokens?: number;
}

export interface WireAnswerCall {
  id?: string;
  function?: { name?: string; arguments?: unknown };
}

export interface WireContent {
  type?: string;
  text?: string;
  thinking?: string;
}

export interface WireAnswerMessage {
  content?: WireContent[];
  tool_plan?: string;
  tool_calls?: WireAnswerCall[];
}

export interface WireAnswer {
  message?: WireAnswerMessage | string;
  finish_reason?: string;
  usage?: WireUsage;
}

/** One event of a stream; `type` says which of the members there are. */
export interface WireStreamEvent {
  type?: string;
  index?: number;
  delta?: {
    message?: { content?: WireContent; tool_plan?: string; tool_calls?: WireAnswerCall | WireAnswerCall[] };
    finish_reason?: string;
    usage?: WireUsage;
    error?: string;
  };
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
