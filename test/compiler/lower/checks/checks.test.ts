import { describe, expect, test } from "vitest";
import { openCatalog } from "../../../../compiler/load/catalog/open-catalog.ts";
import type { Value } from "../../../../compiler/load/value.ts";
import { checkSecrets } from "../../../../compiler/lower/checks/secrets.ts";
import { compileFiles, findings } from "../../in-memory.ts";

const span = { file: { name: "routes.yaml", text: "" }, start: 0, end: 0 };
const isSecret = (value: string) => {
  const literal: Value = { kind: "literal", value, origin: { span } };
  return checkSecrets(literal, { takesMember: () => false }).length > 0;
};

describe("a secret", () => {
  test.each([
    "sk-proj-Zq8vN3xK7pL2mW9tR4yB6cD1fG5hJ0aS",
    "Authorization: Bearer 0123456789abcdef0123",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
    "postgres://admin:hunter2@db.internal/keys",
    "-----BEGIN RSA PRIVATE KEY-----",
    "AKIAIOSFODNN7EXAMPLE",
    "x9Kq2LmZ8vR4tW7yB1nC5dF3gH6jP0sA",
  ])("%s is found", (text) => {
    expect(isSecret(text)).toBe(true);
  });

  test.each([
    "Trial teams have no chat. Ask https://example.com/help for a key.",
    "r.metadata.sensitivity === 'pii' && r.inputTokens > 32_000",
    "the-quick-brown-fox-jumps-over-the-lazy-dog-2026",
    "00000000-0000-4000-8000-000000000000",
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  ])("%s is none", (text) => {
    expect(isSecret(text)).toBe(false);
  });

  test("is no model of the catalog", () => {
    expect(openCatalog().allModelIds().filter(isSecret)).toEqual([]);
  });
});

describe("the weights of a split", () => {
  const split = (weights: string) => {
    const text = `routes: { chat: { otherwise: { split: { ${weights} } } } }\n`;
    return findings(compileFiles({ "routes.yaml": text })).map((finding) => finding.split(":")[0]);
  };
  const [a, b] = ["openai/gpt-5.4-mini", "openai/gpt-6-luna"];

  test.each([
    [`${a}: 90, ${b}: 10`, []],
    [`${a}: 9, ${b}: 1`, []],
    [`${a}: 0.9, ${b}: 0.1`, []],
    [`${a}: 100, ${b}: 1`, []],
    [`${a}: 90, ${b}: 15`, ["chain/split-percentages"]],
    [`${a}: 0.5, ${b}: 0.4`, ["chain/split-percentages"]],
    [`${a}: 0, ${b}: 0`, ["chain/split-weights"]],
    [`${a}: -1, ${b}: 2`, ["chain/split-weights"]],
    ["", ["chain/split-weights"]],
    [`${a}: 1, ${b}: 0`, ["chain/zero-weight"]],
    [`${a}: 1`, ["chain/one-target"]],
  ])("{ %s } → %j", (weights, codes) => {
    expect(split(weights)).toEqual(codes);
  });
});
