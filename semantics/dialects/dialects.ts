import type { DialectName } from "../../schemas/dialects.ts";
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";
import { anthropic } from "./anthropic.ts";
import { azureOpenai } from "./azure-openai.ts";
import { bedrockConverse } from "./bedrock-converse.ts";
import { cohere } from "./cohere.ts";
import type { DialectFacts } from "./dialect-facts.ts";
import { gemini } from "./gemini.ts";
import { ollama } from "./ollama.ts";
import { openai } from "./openai.ts";
import { openaiResponses } from "./openai-responses.ts";
import { vertex } from "./vertex.ts";

export const dialects: Readonly<Record<DialectName, DialectFacts>> = {
  anthropic,
  "azure-openai": azureOpenai,
  "bedrock-converse": bedrockConverse,
  cohere,
  gemini,
  ollama,
  openai,
  "openai-responses": openaiResponses,
  vertex,
};

export function isDroppedBy(dialect: DialectName, parameter: ChatParameterName): boolean {
  return dialects[dialect].drops.includes(parameter);
}
