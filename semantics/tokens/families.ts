/** Families of tokenizers, and how far the base figures are from what each counts. */

export interface TokenizerFamily {
  /** A target's expected tokens are the base figure times this. */
  readonly expected: number;
  /** Its upper tokens are the base figure times this, which is at most 1. */
  readonly upper: number;
  /** A request whose upper tokens at a target are above `max.inputTokens` times this does not go there. */
  readonly ratio: number;
  /** How that is known. */
  readonly source: string;
}

const MEASURED = "measured with its tokenizer; see docs/decisions/0007-token-estimate.md";

export const families = {
  "openai-o200k": { expected: 1, upper: 0.7, ratio: 4, source: MEASURED },
  "llama-3": { expected: 1, upper: 0.8, ratio: 4, source: MEASURED },
  "qwen-3": { expected: 1.05, upper: 0.8, ratio: 4, source: MEASURED },
  "deepseek-v3": { expected: 1.07, upper: 0.8, ratio: 4, source: MEASURED },
  "mistral-tekken": { expected: 1.07, upper: 0.8, ratio: 4, source: MEASURED },
  "gemma-3": { expected: 1.15, upper: 0.8, ratio: 4, source: MEASURED },
  "claude-3": { expected: 1.22, upper: 1, ratio: 5, source: MEASURED },
  "claude-4.7": { expected: 1.6, upper: 1, ratio: 5, source: MEASURED },
  /** Of a model whose tokenizer nobody has measured. */
  unknown: {
    expected: 1,
    upper: 1,
    ratio: 5,
    source: "not measured: the figures that held for every tokenizer that was",
  },
} as const satisfies Record<string, TokenizerFamily>;

export type TokenizerName = keyof typeof families;
