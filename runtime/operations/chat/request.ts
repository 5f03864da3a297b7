/** The neutral chat request: what every dialect can be asked for. Endpoints read it, dialects write it. */

export interface ChatRequest {
  /** In order; system texts stand first unless the client put them elsewhere. */
  messages: Message[];
  tools: Tool[];
  toolChoice?: "auto" | "none" | "required" | { name: string };
  parallelToolCalls?: boolean;
  /** How the answer must be formed; absent is plain text. */
  format?: { kind: "json" } | { kind: "json-schema"; name: string; schema: object; strict: boolean };
  /** Tokens; reasoning included. */
  maxOutputTokens?: number;
  temperature?: number;
  topP?: number;
  stop?: string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  reasoningEffort?: string;
  /** Opaque id of the end user, for the provider's abuse checks. */
  user?: string;
  stream: boolean;
  /** Names of parameters that the client sent and the neutral form does not hold. */
  others: string[];
  /**
   * What the neutral form cannot hold and what must not be left out, by its path in the client's body, such as `n` or
   * `tools[1]`. Such a request passes as bytes to a target of the client's own dialect; any other answers `unsupported`.
   */
  onlyAsBytes?: string[];
}

export type Message =
  | { role: "system"; parts: TextPart[] }
  | { role: "user"; parts: (TextPart | ImagePart | AudioPart | FilePart)[] }
  | { role: "assistant"; parts: (TextPart | ReasoningPart | ToolCallPart)[] }
  | { role: "tool"; callId: string; parts: TextPart[] };

export interface TextPart {
  kind: "text";
  text: string;
}
/** `url` is https:, http: or data:. */
export interface ImagePart {
  kind: "image";
  url: string;
  detail?: string;
}
export interface AudioPart {
  kind: "audio";
  format: string;
  /** base64 */
  data: string;
}
export interface FilePart {
  kind: "file";
  name?: string;
  /** data: URL */
  data: string;
}
export interface ReasoningPart {
  kind: "reasoning";
  text: string;
  /** The provider's proof that the text is its own; it must come back byte for byte. */
  signature?: string;
}
export interface ToolCallPart {
  kind: "tool-call";
  id: string;
  name: string;
  /** JSON text, `{}` when there are none. */
  arguments: string;
}

export interface Tool {
  name: string;
  description?: string;
  /** JSON Schema of the arguments, an object schema. */
  parameters: object;
  strict?: boolean;
}
