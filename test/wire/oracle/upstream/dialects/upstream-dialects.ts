/** The wire formats that providers of the worlds speak, and those of one provider for other makers' models: one line each. */
import { anthropic } from "./anthropic/dialect.ts";
import { azureOpenai } from "./azure-openai.ts";
import { bedrockConverse } from "./bedrock-converse/dialect.ts";
import { cohere } from "./cohere/dialect.ts";
import type { UpstreamDialect } from "./dialect.ts";
import { gemini } from "./gemini.ts";
import { ollama } from "./ollama/dialect.ts";
import { openai } from "./openai.ts";
import { openaiResponses } from "./openai-responses/dialect.ts";
import { vertex } from "./vertex.ts";
import { vertexAnthropic, vertexMistral, vertexOpenai } from "./vertex-formats.ts";

export type SpokenDialect =
  | "openai"
  | "azure-openai"
  | "anthropic"
  | "gemini"
  | "vertex"
  | "bedrock-converse"
  | "cohere"
  | "ollama"
  | "openai-responses"
  | "vertex@anthropic"
  | "vertex@mistral"
  | "vertex@openai";

export const upstreamDialects: Readonly<Record<SpokenDialect, UpstreamDialect>> = {
  openai,
  "azure-openai": azureOpenai,
  anthropic,
  gemini,
  vertex,
  "bedrock-converse": bedrockConverse,
  cohere,
  ollama,
  "openai-responses": openaiResponses,
  "vertex@anthropic": vertexAnthropic,
  "vertex@mistral": vertexMistral,
  "vertex@openai": vertexOpenai,
};
