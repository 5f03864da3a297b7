/** What each dialect has no words for: the `needs.*` facts that no target of it can serve, whatever its model could do. */
import type { DialectName } from "../../schemas/catalog.ts";
import { lacks as anthropic } from "./anthropic.ts";
import { lacks as azureOpenai } from "./azure-openai.ts";
import { lacks as bedrockConverse } from "./bedrock-converse.ts";
import { lacks as cohere } from "./cohere.ts";
import type { DialectNeed } from "./dialect-need.ts";
import { lacks as gemini } from "./gemini.ts";
import { lacks as ollama } from "./ollama.ts";
import { lacks as openai } from "./openai.ts";
import { lacks as vertex } from "./vertex.ts";

export const dialectLacks: Readonly<Record<DialectName, readonly DialectNeed[]>> = {
  anthropic,
  "azure-openai": azureOpenai,
  "bedrock-converse": bedrockConverse,
  cohere,
  gemini,
  ollama,
  openai,
  vertex,
};
