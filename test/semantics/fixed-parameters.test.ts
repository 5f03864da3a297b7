import { expect, test } from "vitest";
import { replacedBy, withFixed } from "../../semantics/fixed-parameters.ts";

test("a parameter that the policy fixes replaces the client's, by either of its names", () => {
  const body = { model: "chat", max_completion_tokens: 5_000, temperature: 1 };
  expect(withFixed(body, { max_tokens: 100, temperature: 0 })).toEqual({
    model: "chat",
    max_tokens: 100,
    temperature: 0,
  });
  expect(replacedBy({ max_tokens: 100 })).toEqual(["max_completion_tokens"]);
});

test("both names may be fixed, and without anything fixed the body stays as it is", () => {
  const both = { max_tokens: 1, max_completion_tokens: 2 };
  expect(withFixed({ max_tokens: 9 }, both)).toEqual(both);
  const body = { model: "chat" };
  expect(withFixed(body, undefined)).toBe(body);
});
