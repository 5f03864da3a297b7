/** Families of tokenizers, and how far the base figures are from what each counts. */
import type { TargetTokens } from "../../schemas/target-tokens.ts";
import type { TokenizerName } from "../../schemas/tokenizers.ts";

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

const MEASURED = "measured with its tokenizer";
const RECONSTRUCTED = "measured with an unofficial reconstruction of its tokenizer";
const SAFE = "not measured: the figures that hold for every tokenizer that was";

export const families: Readonly<Record<TokenizerName, TokenizerFamily>> = {
  o200k: { expected: 1, upper: 0.7, ratio: 6, source: MEASURED },
  cl100k: { expected: 1.02, upper: 0.8, ratio: 6, source: MEASURED },
  "llama-3": { expected: 1, upper: 0.8, ratio: 6, source: MEASURED },
  "qwen-3": { expected: 1.03, upper: 0.8, ratio: 6, source: MEASURED },
  "deepseek-v3": { expected: 1.07, upper: 0.8, ratio: 6, source: MEASURED },
  "gemma-3": { expected: 1.15, upper: 0.8, ratio: 6, source: MEASURED },
  tekken: { expected: 1.07, upper: 0.8, ratio: 6, source: MEASURED },
  "claude-3": { expected: 1.22, upper: 1, ratio: 8, source: RECONSTRUCTED },
  "claude-4.7": { expected: 1.6, upper: 1, ratio: 8, source: RECONSTRUCTED },
  unknown: { expected: 1, upper: 1, ratio: 8, source: SAFE },
};

/** As a table says it of a target. */
export function targetTokens(family: TokenizerName): TargetTokens {
  const { expected, upper, ratio } = families[family];
  return { family, expected, upper, ratio };
}
