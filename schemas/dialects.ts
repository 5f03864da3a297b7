/** The wire formats that a provider may speak. */
export const dialectNames = [
  "anthropic",
  "azure-openai",
  "bedrock-converse",
  "cohere",
  "gemini",
  "ollama",
  "openai",
  "openai-responses",
  "vertex",
] as const;

export type DialectName = (typeof dialectNames)[number];
