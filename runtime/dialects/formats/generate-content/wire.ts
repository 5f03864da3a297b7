/** The wire format of generateContent, as far as it is read or written here. Members that are read may be missing. */

export interface WireBlob {
  mimeType: string;
  /** base64 */
  data: string;
}

export interface WireFileData {
  mimeType?: string;
  fileUri: string;
}

/** A part that is sent. `thoughtSignature`: base64. */
export type WirePart =
  | { text: string; thought?: true; thoughtSignature?: string }
  | { inlineData: WireBlob }
  | { fileData: WireFileData }
  | { functionCall: WireFunctionCall; thoughtSignature?: string }
  | { functionResponse: WireFunctionResponse };

export interface WireFunctionCall {
  id?: string;
  name: string;
  args: Record<string, unknown>;
}

export interface WireFunctionResponse {
  id?: string;
  name: string;
  response: { result: string } | { error: string };
  parts?: { inlineData: WireBlob }[];
}

export interface WireContent {
  role: "user" | "model";
  parts: WirePart[];
}

export interface WireDeclaration {
  name: string;
  description?: string;
  parametersJsonSchema?: object;
}

export interface WireToolConfig {
  functionCallingConfig: { mode: "AUTO" | "ANY" | "NONE" | "VALIDATED"; allowedFunctionNames?: string[] };
}

export interface WireThinking {
  includeThoughts?: true;
  thinkingBudget?: number;
  thinkingLevel?: "MINIMAL" | "LOW" | "MEDIUM" | "HIGH";
}

export interface WireConfig {
  temperature?: number;
  topP?: number;
  topK?: number;
  maxOutputTokens?: number;
  stopSequences?: string[];
  seed?: number;
  presencePenalty?: number;
  frequencyPenalty?: number;
  responseMimeType?: "application/json";
  responseJsonSchema?: object;
  thinkingConfig?: WireThinking;
}

/** The conversation stands last, so that what one turn sends begins what the next one sends. */
export interface WireBody {
  systemInstruction?: { parts: { text: string }[] };
  tools?: { functionDeclarations: WireDeclaration[] }[];
  toolConfig?: WireToolConfig;
  generationConfig?: WireConfig;
  contents: WireContent[];
}

/** A part of an answer, of any kind. */
export interface WireAnswerPart {
  text?: string | null;
  thought?: boolean | null;
  thoughtSignature?: string | null;
  functionCall?: { id?: string | null; name?: string | null; args?: unknown } | null;
}

export interface WireCandidate {
  content?: { parts?: WireAnswerPart[] | null } | null;
  finishReason?: string | null;
}

export interface WireUsage {
  promptTokenCount?: number | null;
  toolUsePromptTokenCount?: number | null;
  cachedContentTokenCount?: number | null;
  candidatesTokenCount?: number | null;
  thoughtsTokenCount?: number | null;
  promptTokensDetails?: WireTokens[] | null;
  cacheTokensDetails?: WireTokens[] | null;
  candidatesTokensDetails?: WireTokens[] | null;
}

export interface WireTokens {
  modality?: string | null;
  tokenCount?: number | null;
}

/** A whole answer, or one event of a streamed one. */
export interface WireAnswer {
  candidates?: WireCandidate[] | null;
  promptFeedback?: { blockReason?: string | null } | null;
  usageMetadata?: WireUsage | null;
  error?: unknown;
}

/** True for what JSON calls an object. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
