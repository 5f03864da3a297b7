import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const found = (text: string) => findings(compileFiles({ "routes.yaml": text }));

describe("a tier is used", () => {
  test("by tiers that are used, not by those that are not", () => {
    const tiers = "tiers: { a: [b], b: openai/gpt-5.4-mini, c: [d], d: openai/gpt-6-luna }\n";
    expect(found(`${tiers}routes: { chat: { otherwise: a } }\n`)).toEqual([
      "name/unused-tier: c",
      "name/unused-tier: d",
    ]);
  });

  test("by a spent budget, a split and a condition about its latency", () => {
    const text = `tiers: { a: openai/gpt-5.4-mini, b: openai/gpt-6-luna, c: openai/gpt-6-luna }
routes:
  chat:
    rules: [{ when: r.latency.c.firstToken.p95 > s(2), use: { split: { a: 1, openai/gpt-6-luna: 1 } } }]
    otherwise: openai/gpt-5.4-mini
budgets: { team: { per: key.team, missing: refuse, limit: $5, window: day, exhausted: b } }
`;
    expect(found(text)).toEqual([]);
  });
});

describe("metadata is used", () => {
  test("by conditions, splits and budgets", () => {
    const text = `metadata: { a: string, b: string, c: string, d: [x], e: string }
routes:
  chat:
    rules: [{ when: r.metadata.a === "x" || r.metadata.d === "x", use: openai/gpt-6-luna }]
    otherwise: { split: { openai/gpt-5.4-mini: 1, openai/gpt-6-luna: 1 }, by: metadata.b }
budgets: { team: { per: metadata.c, missing: refuse, limit: $5, window: day } }
`;
    expect(found(text)).toEqual(["name/unused-metadata: e"]);
  });
});

describe("a target is tried twice", () => {
  test.each([
    ["[openai/gpt-5.4-mini, google/gemini-3.8-flash]", []],
    ["[openai/gpt-5.4-mini, first]", ["chain/duplicate-target: first"]],
    [
      "[first, { cheapest: [openai/gpt-5.4-mini, google/gemini-3.8-flash] }]",
      ["chain/duplicate-target: { cheapest: [openai/gpt-5.4-mini, google/gemini-3.8-flash] }"],
    ],
    ["[{ split: { openai/gpt-5.4-mini: 9, openai/gpt-6-luna: 1 } }, openai/gpt-5.4-mini, first2]", []],
  ])("in %s → %j", (strategy, expected) => {
    const tiers = "tiers: { first: [openai/gpt-5.4-mini], first2: anthropic/claude-haiku-5-5 }\n";
    const others = "other: { otherwise: first }, other2: { otherwise: first2 }";
    expect(found(`${tiers}routes: { chat: { otherwise: ${strategy} }, ${others} }\n`)).toEqual(expected);
  });
});
