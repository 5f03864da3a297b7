/** Families of tokenizers, and how far the base figures are from what each counts. */
import type { TargetTokens } from "../../schemas/target-tokens.ts";
import type { TokenizerName } from "../../schemas/tokenizers.ts";

export interface TokenizerFamily {
  /** A target's expected tokens are the base figure times this. */
  readonly expected: number;
  /** Its upper tokens are the base figure times this, which is at most 1. */
  readonly upper: number;
  /**
   * A request whose upper tokens at a target are above `max.inputTokens` times this does not go there. Four times `upper`,
   * so that what is too large for one family is for all.
   */
  readonly ratio: number;
  /** How that is known. */
  readonly source: string;
}

const MEASURED = "measured with its tokenizer";
const RECONSTRUCTED = "measured with an unofficial reconstruction of its tokenizer";
const SAFE = "not measured: the figures that hold for every tokenizer that was";

export const families: Readonly<Record<TokenizerName, TokenizerFamily>> = {
  o200k: { expected: 1, upper: 0.9, ratio: 3.6, source: MEASURED },
  cl100k: { expected: 1, upper: 1, ratio: 4, source: MEASURED },
  "llama-3": { expected: 1, upper: 0.95, ratio: 3.8, source: MEASURED },
  "qwen-3": { expected: 1, upper: 0.9, ratio: 3.6, source: MEASURED },
  "deepseek-v3": { expected: 1.06, upper: 0.85, ratio: 3.4, source: MEASURED },
  "gemma-3": { expected: 1.15, upper: 0.9, ratio: 3.6, source: MEASURED },
  tekken: { expected: 1.07, upper: 1, ratio: 4, source: MEASURED },
  "claude-3": { expected: 1.27, upper: 1, ratio: 4, source: RECONSTRUCTED },
  "claude-4.7": { expected: 1.63, upper: 1, ratio: 4, source: RECONSTRUCTED },
  unknown: { expected: 1, upper: 1, ratio: 4, source: SAFE },
};

/** As a table says it of a target. `factor`: how many times as much the target counts as its family. */
export function targetTokens(family: TokenizerName, factor: number = 1): TargetTokens {
  const { expected, upper, ratio } = families[family];
  const times = (figure: number) => Number((figure * factor).toFixed(4));
  return { family, expected: times(expected), upper: times(upper), ratio: Math.max(1, times(ratio)) };
}
