import { describe, expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

const codes = ["chain/vain-fallback", "time/failure-without-limit", "name/duplicate-failure-class"];
const [one, two, large] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.1-pro-preview"];
const tiers = `tiers: { plan: [${one}, ${two}], large: ${large} }\n`;

function told(fallbackOn: string, more = "", otherwise = "plan"): string[] {
  const text = `${tiers}routes:\n  chat: { otherwise: ${otherwise}, fallbackOn: ${fallbackOn}${more} }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": text });
  return diagnostics
    .filter(({ code, severity }) => codes.includes(code) || severity === "error")
    .map(({ code, message, span }) => `${code} at ${text.slice(span!.start, span!.end)}: ${message}`);
}

describe("what a failure leads to", () => {
  test.each([
    ["{ content-filter: large }", []],
    ["{ content-filter: true, overloaded: false, default: large }", []],
    [`{ content-filter: ${two} }`, []],
    [
      "{ content-filter: plan }",
      ["chain/vain-fallback at plan: where `content-filter` leads on `chat`, there are only the targets that failed"],
    ],
    [
      `{ overloaded: ${one} }`,
      [`chain/vain-fallback at ${one}: where \`overloaded\` leads on \`chat\`, there is only the target that failed`],
    ],
  ])("is a finding where it is what failed: %s", (fallbackOn, expected) => {
    expect(told(fallbackOn)).toEqual(expected);
  });

  test("is a finding where `context-length` leads to windows that are no larger", () => {
    expect(told("{ context-length: large }")).toEqual([]);
    expect(told(`{ context-length: ${one}, overloaded: ${one} }`, "", "large")).toEqual([
      `chain/vain-fallback at ${one}: where \`context-length\` leads on \`chat\`, no window is larger: at most 272,000 tokens, and no target of the plan takes fewer than 1,048,576`,
    ]);
  });

  test("is a finding where a rule allows none of it", () => {
    expect(told("{ content-filter: mistral/mistral-large-2512 }", ", jurisdictions: [US]")).toEqual([
      "chain/vain-fallback at mistral/mistral-large-2512: where `content-filter` leads on `chat`, no target may be asked on the terms of every request",
    ]);
  });
});

describe("a class", () => {
  test.each([
    [
      "{ timeout-first-token: large }",
      "",
      ["`timeout-first-token` cannot occur before an answer has begun: the route has no `firstToken`"],
    ],
    [
      "[timeout-idle]",
      "",
      ["`timeout-idle` cannot occur before an answer has begun: the route has no `idle` and no `firstToken`"],
    ],
    ["{ timeout-first-token: large, timeout-idle: large }", ", firstToken: 5s", []],
    ["{ timeout-idle: large }", ", idle: 5s", []],
  ])("that no limit brings about is a finding: %s%s", (fallbackOn, more, expected) => {
    const messages = told(fallbackOn, more).map((line) => line.slice(line.indexOf(": ") + 2));
    expect(messages).toEqual(expected);
  });

  test("is named once", () => {
    expect(told("[overloaded, quota, overloaded]")).toEqual([
      "name/duplicate-failure-class at overloaded: `fallbackOn` lists `overloaded` twice",
    ]);
    expect(told("{ overloaded: large, overloaded: plan }")).toHaveLength(1);
  });

  test("is one that exists", () => {
    expect(told("{ overlaoded: large }")).toEqual([
      "name/unknown-failure-class at overlaoded: there is no failure class `overlaoded`",
    ]);
    expect(told("{ overloaded: lrage }")).toEqual(["name/unknown-tier at lrage: there is no tier `lrage`"]);
    expect(told("{ overloaded: { reject: 403, message: No. } }")).toContain(
      "name/unknown-key at reject: `reject` is not a key of this part of the policy",
    );
  });
});
