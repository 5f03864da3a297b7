/** What is known not to go, by dialect and scenario, and why. */
export const gaps: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anthropic: { embeddings: "none: the provider has no embeddings" },
  "openai-responses": { embeddings: "none: this API makes none" },
};
