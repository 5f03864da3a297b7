/** The wire format of Converse, as far as it is read or written here; bytes are base64. Members that are read may be missing. */

export interface WireCachePoint {
  cachePoint: { type: "default"; ttl?: "1h" };
}

export interface WireText {
  text: string;
}

export interface WireImage {
  image: { format: "png" | "jpeg" | "gif" | "webp"; source: { bytes: string } };
}

export type DocumentFormat = "pdf" | "csv" | "doc" | "docx" | "xls" | "xlsx" | "html" | "txt" | "md";

export interface WireDocument {
  document: { format: DocumentFormat; name: string; source: { bytes: string } };
}

export interface WireReasoning {
  reasoningContent: { reasoningText: { text: string; signature: string } } | { redactedContent: string };
}

export interface WireToolUse {
  toolUse: { toolUseId: string; name: string; input: object };
}

export type WireResultContent = WireText | WireImage | WireDocument;

export interface WireToolResult {
  toolResult: { toolUseId: string; content: WireResultContent[]; status?: "error" };
}

export type WireBlock =
  | WireText
  | WireImage
  | WireDocument
  | WireReasoning
  | WireToolUse
  | WireToolResult
  | WireCachePoint;

export interface WireTurn {
  role: "user" | "assistant";
  content: WireBlock[];
}

export type WireTool =
  | { toolSpec: { name: string; description?: string; inputSchema: { json: object }; strict?: true } }
  | WireCachePoint;

export interface WireToolConfig {
  tools: WireTool[];
  toolChoice?: { auto: object } | { any: object } | { tool: { name: string } };
}

export interface WireRequestBody {
  messages: WireTurn[];
  system?: (WireText | WireCachePoint)[];
  inferenceConfig?: { maxTokens?: number; temperature?: number; topP?: number; stopSequences?: string[] };
  toolConfig?: WireToolConfig;
  additionalModelRequestFields?: Record<string, unknown>;
  additionalModelResponseFieldPaths?: string[];
  outputConfig?: {
    textFormat: { type: "json_schema"; structure: { jsonSchema: { schema: string; name: string } } };
  };
}

export interface WireUsage {
  inputTokens?: number;
  outputTokens?: number;
  cacheReadInputTokens?: number;
  cacheWriteInputTokens?: number;
  cacheDetails?: { ttl?: string; inputTokens?: number }[];
}

/** One block of an answer, of any kind. */
export interface WireAnswerBlock {
  text?: string;
  toolUse?: { toolUseId?: string; name?: string; input?: unknown };
  reasoningContent?: { reasoningText?: { text?: string; signature?: string }; redactedContent?: string };
  citationsContent?: { content?: { text?: string }[] };
}

export interface WireAnswer {
  output?: { message?: { content?: WireAnswerBlock[] } };
  stopReason?: string;
  usage?: WireUsage;
  additionalModelResponseFields?: unknown;
  serviceTier?: { type?: string };
}

/** The data of one event of a stream; its name says which of the members there are. */
export interface WireStreamEvent {
  contentBlockIndex?: number;
  start?: { toolUse?: { toolUseId?: string; name?: string } };
  delta?: {
    text?: string;
    toolUse?: { input?: string };
    reasoningContent?: { text?: string; signature?: string; redactedContent?: string };
  };
  stopReason?: string;
  additionalModelResponseFields?: unknown;
  usage?: WireUsage;
  serviceTier?: { type?: string };
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
