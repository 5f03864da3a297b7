import { describe, expect, test } from "vitest";
import type { Compilation } from "../../../compiler/index.ts";
import { compileFiles, findings } from "../in-memory.ts";

const MINI = "openai/gpt-5.4-mini";
const FLASH = "google/gemini-3.8-flash";

function compiled(conditions: readonly (readonly [when: string, use: string])[], more = ""): Compilation {
  const rules = conditions.map(([when, use]) => `      - { when: ${JSON.stringify(when)}, use: ${use} }\n`);
  return compileFiles({
    "routes.yaml": `routes:\n  chat:\n    rules:\n${rules.join("")}    otherwise: ${MINI}\n${more}`,
  });
}

const codes = (compilation: Compilation) => compilation.diagnostics.map(({ code }) => code);

describe("a rule whose requests are taken", () => {
  test("is told alone where the rule that takes them does the same: that one changes something", () => {
    const found = compiled([
      ["r.hasCode", FLASH],
      ["r.hasCode", FLASH],
    ]);
    expect(codes(found)).toEqual(["reach/dead-rule"]);
    expect(found.diagnostics[0]!.help).toContain("do the same");
  });

  test.each([
    [
      [
        ["r.hasCode", FLASH],
        ["r.hasCode", FLASH],
      ],
      "rule 1 takes its requests",
    ],
    [
      [
        ["r.inputTokens < 500", FLASH],
        ["r.inputTokens >= 500 && r.stream", FLASH],
        ["r.stream", "anthropic/claude-haiku-5-5"],
      ],
      "rules 1, 2 take its requests",
    ],
  ] as const)("has the rules that take them as its proof: %#", (rules, evidence) => {
    const proof = compiled(rules).proofs.findLast(({ claim }) => /^rule \d+ of chat can decide$/.test(claim));
    expect(proof).toMatchObject({ verdict: "refuted", evidence });
  });
});

describe("a rule that changes nothing", () => {
  test("is told when what decides instead does the same", () => {
    expect(codes(compiled([["r.hasCode", MINI]]))).toEqual(["reach/redundant-rule"]);
  });

  test("is not told when a rule between does something else", () => {
    const rules = [
      ["r.hasCode", MINI],
      ["r.stream", FLASH],
    ] as const;
    expect(codes(compiled(rules))).toEqual([]);
  });
});

describe("a part of a condition that the others imply", () => {
  test("is told, but not where it asks whether the fact is there", () => {
    expect(findings(compiled([["r.inputTokens > 900 && r.inputTokens > 800", FLASH]]))).toEqual([
      "reach/redundant-part: r.inputTokens > 800",
    ]);
    expect(codes(compiled([["r.maxOutputTokens !== undefined && r.maxOutputTokens > 800", FLASH]]))).toEqual([]);
  });
});

test("a condition that is too large is not told a second time as a question that was given up", () => {
  const parts = Array.from({ length: 13 }, (_, i) => `(r.text.includes("a${i}") || r.text.includes("b${i}"))`);
  expect(codes(compiled([[parts.join(" && "), FLASH]]))).toEqual(["limit/condition-size"]);
});

describe("requests that no target is left for", () => {
  const route = (more: string) =>
    compileFiles({ "routes.yaml": `routes:\n  chat: { otherwise: ${MINI}, ${more} }\n` }).diagnostics;

  test.each([
    ["maxCost: $0.10, max: { outputTokens: 8000 }", "could cost more than $0.1"],
    ["max: { inputTokens: 300000 }", "larger than any of them takes"],
    ["maxCost: $2, max: { inputTokens: 300000, outputTokens: 8000 }", "larger than any of them takes"],
  ])("are told with the reason: %s", (more, why) => {
    const [finding] = route(more);
    expect(finding?.code).toBe("chain/none-left");
    expect(finding?.message).toContain(why);
    expect(finding?.help).not.toContain("Bound the output");
    expect(finding?.help?.includes("Bound the input")).toBe(!more.includes("inputTokens"));
  });

  test("are told to be bounded where nothing bounds their output", () => {
    expect(route("maxCost: $0.10")[0]?.help).toContain("Bound the output");
  });

  test.each(["maxCost: $2, max: { inputTokens: 272000, outputTokens: 8000 }", "max: { inputTokens: 272000 }"])(
    "are not there: %s",
    (more) => {
      expect(route(more)).toEqual([]);
    },
  );
});
