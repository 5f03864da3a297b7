/** The neutral chat request: what every dialect can be asked for. Endpoints read it, dialects write it. */
import type { WireName } from "../../wire/wire-name.ts";

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
  topK?: number;
  stop?: string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  reasoningEffort?: string;
  /** Tokens of `maxOutputTokens` that may be reasoning, where the client says how many; the effort says it in a word. */
  reasoningBudget?: number;
  /** Opaque id of the end user, for the provider's abuse checks. */
  user?: string;
  /** What the client calls it, where that is no `user`. */
  userName?: string;
  stream: boolean;
  /** What the client asks for of a maker's models that its API has not settled yet, where it is said in the body. */
  betas?: readonly string[];
  /** Names of parameters that the client sent and the neutral form does not hold. */
  others: string[];
  /**
   * What the neutral form cannot hold and what must not be left out, by its path in the client's body, such as `n` or
   * `tools[1]`. Such a request passes as bytes to a target of the client's own wire; any other answers `unsupported`.
   */
  onlyAsBytes?: string[];
  /** What the endpoint that read it writes the answer by; nobody else looks into it. */
  kept?: object;
}

export type Message =
  | { role: "system"; parts: TextPart[] }
  | { role: "user"; parts: UserPart[] }
  | { role: "assistant"; parts: AssistantPart[] }
  | { role: "tool"; callId: string; parts: ResultPart[]; isError?: true; cache?: CacheMark };

export type UserPart = TextPart | ImagePart | AudioPart | FilePart;
export type AssistantPart = TextPart | RefusalPart | ReasoningPart | ToolCallPart;
/** What a tool may answer. */
export type ResultPart = TextPart | ImagePart | FilePart;

/** What stands before it is asked to be cached; `1h` where it is to last for an hour. */
export interface CacheMark {
  ttl?: "5m" | "1h";
}

/**
 * What a provider gave out beside a part, to have it back byte for byte: a signature, or thoughts that it alone can read. It goes
 * back to the family of models that made it, and to no other.
 */
export interface Proof {
  origin: ProofOrigin;
  value: string;
}

/** Who can read a proof, by the wire on which it was given out. */
export type ProofOrigin = WireName | "redacted-messages";

/** What not every target can be sent. */
export interface Placed {
  /** Where it stands in the client's body, such as `messages[1].content[0].image_url`, for what the client is told of it. */
  place?: string;
}

export interface TextPart {
  kind: "text";
  text: string;
  cache?: CacheMark;
  proof?: Proof;
}
/** What the model said in place of an answer. */
export interface RefusalPart {
  kind: "refusal";
  text: string;
}
/** `url` is https:, http:, data:, or gs: for a file that its own cloud alone can read. */
export interface ImagePart extends Placed {
  kind: "image";
  url: string;
  detail?: string;
  cache?: CacheMark;
}
export interface AudioPart extends Placed {
  kind: "audio";
  format: string;
  /** base64 */
  data: string;
}
export interface FilePart extends Placed {
  kind: "file";
  name?: string;
  /** data: URL */
  data: string;
  cache?: CacheMark;
}
/** `text` is empty where only the provider can read what was thought. */
export interface ReasoningPart {
  kind: "reasoning";
  text: string;
  proof?: Proof;
}
export interface ToolCallPart extends Placed {
  kind: "tool-call";
  id: string;
  name: string;
  /** JSON text, `{}` when there are none. */
  arguments: string;
  proof?: Proof;
  cache?: CacheMark;
}

export interface Tool {
  name: string;
  description?: string;
  /** JSON Schema of the arguments, an object schema. */
  parameters: object;
  strict?: boolean;
  cache?: CacheMark;
}
