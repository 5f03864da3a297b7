/** The wire formats that providers of the worlds speak: one line each. */
import { anthropic } from "./anthropic/dialect.ts";
import { azureOpenai } from "./azure-openai.ts";
import { bedrockConverse } from "./bedrock-converse/dialect.ts";
import { cohere } from "./cohere/dialect.ts";
import type { UpstreamDialect } from "./dialect.ts";
import { gemini } from "./gemini.ts";
import { ollama } from "./ollama/dialect.ts";
import { openai } from "./openai.ts";
import { vertex } from "./vertex.ts";

export type SpokenDialect =
  | "openai"
  | "azure-openai"
  | "anthropic"
  | "gemini"
  | "vertex"
  | "bedrock-converse"
  | "cohere"
  | "ollama";

export const upstreamDialects: Readonly<Record<SpokenDialect, UpstreamDialect>> = {
  openai,
  "azure-openai": azureOpenai,
  anthropic,
  gemini,
  vertex,
  "bedrock-converse": bedrockConverse,
  cohere,
  ollama,
};
