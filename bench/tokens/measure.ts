import { families } from "../../semantics/tokens/families.ts";
import { textTokens } from "../../semantics/tokens/text-tokens.ts";
import { MOST_TOKENS_PER_BYTE } from "../../semantics/tokens/token-sum.ts";
import type { Sample } from "./texts.ts";
import type { RealTokenizer } from "./tokenizers.ts";

/** What a tokenizer counts of a text, and the figures of its family. */
export interface Measured {
  readonly sample: Sample;
  readonly count: number;
  readonly expected: number;
  readonly upper: number;
  readonly hard: number;
}

/** The frames of a message apart, which no text comes without: they are 100 tokens in the hard figure. */
const HARD_OF_ANY = 8;

export function measure({ family, count }: RealTokenizer, samples: readonly Sample[]): Measured[] {
  const factors = families[family];
  return samples.map((sample) => {
    const { expected, upper, bytes } = textTokens(sample.text);
    return {
      sample,
      count: count(sample.text),
      expected: expected * factors.expected,
      upper: upper * factors.upper,
      hard: bytes * MOST_TOKENS_PER_BYTE + HARD_OF_ANY,
    };
  });
}

/** From here on no natural text may be above upper by a tenth. */
export const LONG = 1_000;

export function isLong({ sample }: Measured): boolean {
  return sample.text.length >= LONG;
}

/** Numbers, drawings and tables: no prose, and nobody's code. */
export function isData({ sample }: Measured): boolean {
  return /\.(svg|csv|map)$/.test(sample.kind);
}

/** Code and prose in English. */
export function isUsual(measured: Measured): boolean {
  const { kind } = measured.sample;
  return !isData(measured) && /^(manual man\d|file |package |declaration eng$|verses quran_en$)/.test(kind);
}

/** Languages by their translations. */
export function isLanguage({ kind }: Sample): boolean {
  return /^(translation|declaration|editor|verses|manual (?!man\d))/.test(kind);
}

/** Mean distance of expected from what is counted, as a share of that. */
export function errorOf(measured: readonly Measured[]): number {
  const errors = measured.filter(({ count }) => count > 0).map(({ expected, count }) => Math.abs(expected / count - 1));
  return errors.reduce((sum, error) => sum + error, 0) / errors.length;
}

export function shareAbove(natural: readonly Measured[]): number {
  return natural.filter(({ count, upper }) => count > upper).length / natural.length;
}

/** The text that is furthest, of a figure; `by` is counted ÷ figure. */
export function worstOf(measured: readonly Measured[], figure: "upper" | "hard"): { by: number; kind: string } {
  return measured.reduce(
    (worst, each) => {
      const by = each.count / each[figure];
      return by > worst.by ? { by, kind: each.sample.kind } : worst;
    },
    { by: 0, kind: "" },
  );
}
