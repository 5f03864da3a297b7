import type { InputTokens } from "./input-tokens.ts";

export function plusTokens(a: InputTokens, b: InputTokens, times: number = 1): InputTokens {
  return {
    expected: a.expected + times * b.expected,
    upper: a.upper + times * b.upper,
    hard: a.hard + times * b.hard,
    textBytes: a.textBytes + times * b.textBytes,
  };
}
