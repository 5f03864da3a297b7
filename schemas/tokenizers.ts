/** Families of tokenizers by name: what each counts is in semantics/tokens/families.ts. */
export type TokenizerName =
  | "o200k"
  | "cl100k"
  | "llama-3"
  | "qwen-3"
  | "deepseek-v3"
  | "gemma-3"
  | "tekken"
  | "claude-3"
  | "claude-4.7"
  | "unknown";

export const tokenizerNames: readonly TokenizerName[] = [
  "o200k",
  "cl100k",
  "llama-3",
  "qwen-3",
  "deepseek-v3",
  "gemma-3",
  "tekken",
  "claude-3",
  "claude-4.7",
  "unknown",
];
