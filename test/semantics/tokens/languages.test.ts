/**
 * A piece of the Universal Declaration of Human Rights in 37 languages, with what ten tokenizers count of it: none of
 * these texts was used to fit a weight. Verses with vowel marks are the text that showed what those weigh. `npm run
 * verify:tokens` counts anew, on more.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { TokenizerName } from "../../../schemas/tokenizers.ts";
import { families } from "../../../semantics/tokens/families.ts";
import { textTokens } from "../../../semantics/tokens/text-tokens.ts";
import { MOST_TOKENS_PER_BYTE } from "../../../semantics/tokens/token-sum.ts";

interface Counted {
  kind: string;
  text: string;
  counts: Record<Exclude<TokenizerName, "unknown"> | "claude-2", number>;
}

const file = new URL("../../fixtures/token-languages.json", import.meta.url);
const texts = JSON.parse(readFileSync(file, "utf8")) as Counted[];
const tokenizers = Object.keys(families).filter((name) => name !== "unknown") as Exclude<TokenizerName, "unknown">[];
const latin = ["eng", "deu", "fra", "spa", "ita", "por", "nld", "swe"];

describe.each(tokenizers)("what %s counts", (name) => {
  const { expected, upper, ratio } = families[name];
  const measured = texts.map(({ kind, text, counts }) => ({ kind, count: counts[name], ...textTokens(text) }));

  test("is never above the hard figure", () => {
    expect(measured.filter(({ count, bytes }) => count > bytes * MOST_TOKENS_PER_BYTE + 8)).toEqual([]);
  });

  test("is never above the family's upper figure, nor above that of a family that nobody knows", () => {
    expect(measured.filter((each) => each.count > each.upper * upper)).toEqual([]);
    expect(measured.filter((each) => each.count > each.upper * families.unknown.upper)).toEqual([]);
  });

  test("is what is expected of the family, within a fifth on average in the usual languages", () => {
    const usual = measured.filter(({ kind }) => latin.includes(kind));
    const errors = usual.map((each) => Math.abs((each.expected * expected) / each.count - 1));
    expect(usual).toHaveLength(latin.length);
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(0.2);
  });

  test("leaves the target in the plan, for languages whose letters tokenizers know", () => {
    const rare = ["ben", "tam", "tel", "hye", "kat", "tha", "amh", "ful-adlam", "ccp"];
    const usual = measured.filter(({ kind }) => !rare.includes(kind));
    expect(usual.filter((each) => each.upper * upper > each.expected * ratio).map(({ kind }) => kind)).toEqual([]);
  });
});

test("a family that nobody measured is held to its upper figure by an old tokenizer, too", () => {
  const above = texts.filter(
    ({ text, counts }) => counts["claude-2"] > textTokens(text).upper * families.unknown.upper,
  );
  expect(above.map(({ kind }) => kind)).toEqual([]);
});

test("a byte of natural text has an eighth of a token at least", () => {
  for (const { kind, text } of texts) {
    const { expected, bytes } = textTokens(text);
    expect([kind, bytes / expected < 8]).toEqual([kind, true]);
  }
});
