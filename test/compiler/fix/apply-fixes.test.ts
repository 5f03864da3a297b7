import { describe, expect, test } from "vitest";
import { applyFixes } from "../../../compiler/fix/apply-fixes.ts";
import { compileFiles } from "../in-memory.ts";

/** The text of the policy after its certain fixes. */
function fixed(text: string, name = "routes.yaml"): string {
  const { files } = applyFixes(compileFiles({ [name]: text }).diagnostics, () => true);
  return files.find(({ file }) => file.name === name)?.text ?? text;
}

const route = (rule: string) => `metadata: { priority: [low, high] }
tiers: { standard: openai/gpt-5.4-mini }
routes:
  chat:
    rules:
      - ${rule}
    otherwise: standard
`;

describe("what is certain is mended in place", () => {
  test.each([
    ["a tier", "{ when: r.stream, use: standart }", "{ when: r.stream, use: standard }"],
    ["a model", "{ when: r.stream, use: openai/gpt-5.4-mimi }", "{ when: r.stream, use: openai/gpt-5.4-mini }"],
    ["a provider", "{ when: r.stream, use: opnai/gpt-5.4-mini }", "{ when: r.stream, use: openai/gpt-5.4-mini }"],
    ["a key", "{ whne: r.stream, use: standard }", "{ when: r.stream, use: standard }"],
    [
      "a fact in a plain text",
      "{ when: r.sream || r.hasCode, use: standard }",
      "{ when: r.stream || r.hasCode, use: standard }",
    ],
    ["a fact in quotes", "{ when: '!r.sream', use: standard }", "{ when: '!r.stream', use: standard }"],
    [
      "a value and an operator in a block",
      '{ when: r.metadata.priority == "hihg", use: standard }',
      '{ when: r.metadata.priority === "high", use: standard }',
    ],
    ["a number", "{ when: r.stream, use: standard, set: { seed: 1 }, maxCost: $1 }", undefined],
  ])("%s", (_, before, after) => {
    const once = fixed(route(before));
    expect(fixed(once)).toBe(route(after ?? before));
  });

  test("digits in quotes", () => {
    const text = route("{ when: r.stream, use: standard }").replace(
      "otherwise: standard\n",
      'otherwise: standard\n    max: { inputTokens: "150_000" }\n',
    );
    expect(fixed(text)).toContain("max: { inputTokens: 150000 }");
  });

  test("a constant at its definition, once for all of its uses", () => {
    const text = `import { policy } from "pointsman";
const TIER = "standart";
export default policy({
  tiers: { standard: "openai/gpt-5.4-mini" },
  routes: { chat: { rules: [{ when: (r) => r.stream, use: TIER }], otherwise: TIER } },
});
`;
    expect(fixed(text, "routes.ts")).toBe(text.replace("standart", "standard"));
  });

  test("a silencing without use, with its line", () => {
    const text = `routes:\n  # pointsman-allow name/unused-tier: old\n  chat: { otherwise: openai/gpt-6-luna }\n`;
    expect(fixed(text)).toBe("routes:\n  chat: { otherwise: openai/gpt-6-luna }\n");
  });
});

describe("what is not certain is left alone", () => {
  test.each([
    [
      "two names that are as near",
      "{ when: r.stream, use: tier-c }",
      "tiers: { tier-a: openai/gpt-5.4-mini, tier-b: openai/gpt-6-luna }",
    ],
    ["another version", "{ when: r.stream, use: openai/gpt-5.9-mini }", undefined],
    ["a text with escapes", '{ when: "r.metadata.priority == \\"low\\"", use: standard }', undefined],
    ["a duration without a unit", "{ when: r.stream, use: standard }\n    deadline: 60", undefined],
  ])("%s", (_, rule, tiers) => {
    const text = route(rule).replace(/^tiers.*$/m, (line) => tiers ?? line);
    expect(fixed(text)).toBe(text);
  });

  test("a text that is computed", () => {
    const text = `import { policy } from "pointsman";
export default policy({
  tiers: { standard: "openai/gpt-5.4-mini" },
  routes: { chat: { otherwise: "stan" + "dart" } },
});
`;
    expect(fixed(text, "routes.ts")).toBe(text);
  });

  test("a file that may not be changed", () => {
    const { diagnostics } = compileFiles({ "routes.yaml": route("{ when: r.stream, use: standart }") });
    expect(applyFixes(diagnostics, () => false)).toEqual({ files: [], applied: [] });
  });
});

test("of two fixes that overlap the first is made", () => {
  const file = { name: "a.ts", text: "abcdef" };
  const finding = (start: number, end: number, text: string) => ({
    code: "name/unknown-name",
    severity: "error" as const,
    message: "",
    labels: [],
    fix: { title: text, edits: [{ span: { file, start, end }, text }] },
  });
  const { files, applied } = applyFixes(
    [finding(1, 3, "X"), finding(2, 4, "Y"), finding(4, 5, "Z"), finding(1, 3, "X")],
    () => true,
  );
  expect(files).toEqual([{ file, text: "aXdZf" }]);
  expect(applied.map(({ title }) => title)).toEqual(["X", "Z"]);
});
