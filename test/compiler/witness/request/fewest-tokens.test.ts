import { expect, test } from "vitest";
import type { TextPredicate } from "../../../../compiler/regions/text/text-question.ts";
import { fewestTokens } from "../../../../compiler/witness/request/fewest-tokens.ts";
import { inputTokensOf } from "../../../../semantics/tokens/input-tokens.ts";
import { textTokens } from "../../../../semantics/tokens/text-tokens.ts";
import { Random } from "../../../agreement/random.ts";

const signs = [
  "a",
  "b",
  "refund",
  "internationalization",
  "X",
  "1",
  "1234",
  ".",
  "```",
  "!?",
  " ",
  "  ",
  "\n",
  "é",
  "中",
  "→",
  "K9q2",
];
const includes = (argument: string): TextPredicate => ({ method: "includes", argument });

test("no text has fewer tokens than the bound for what it includes", () => {
  const random = new Random(3);
  for (let i = 0; i < 20_000; i++) {
    const parts = random.list(1 + random.integer(8), () => random.pick(signs));
    const text = parts.join("");
    const asked = random.list(1 + random.integer(3), () => {
      const from = random.integer(text.length);
      return includes(text.slice(from, from + 1 + random.integer(12)));
    });
    const lines = text.split("\n").map((line) => ({ type: "text", text: line }));
    const tokens = lines.reduce((sum, line) => sum + textTokens(line.text).expected, 0);
    const bound = fewestTokens(asked);
    expect([text, asked, bound <= Math.min(tokens, textTokens(text).expected)]).toEqual([text, asked, true]);
  }
});

test("the bound is what the text takes behind what makes it cheapest", () => {
  const behind = (before: string, text: string) => textTokens(before + text).expected - textTokens(before).expected;
  expect(fewestTokens([includes("```refund")])).toBeCloseTo(behind("`", "```refund"), 5);
  expect(fewestTokens([includes("`"), includes("123456")])).toBeCloseTo(behind("`", "`123456"), 5);
  expect(fewestTokens([{ method: "matches", argument: "/refund/" }])).toBe(0);
});

test("parts of a message are joined by a line break that takes no token", () => {
  const content = ["a", "b"].map((text) => ({ type: "text", text }));
  const parts = inputTokensOf({ messages: [{ role: "user", content }] }).expected;
  expect(fewestTokens([includes("a\nb")])).toBeLessThanOrEqual(parts - 7);
});
