import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const OTHER = "openai/gpt-5.4-mini";

function policyOf(condition: string, language: "ts" | "yaml"): Record<string, string> {
  const metadata = { priority: ["low", "high"], team: "string" };
  const rules = [{ when: condition, use: "anthropic/claude-haiku-5-5" }];
  if (language === "yaml") {
    return { "routes.yaml": JSON.stringify({ metadata, routes: { chat: { rules, otherwise: OTHER } } }) };
  }
  return {
    "routes.ts": `import { policy } from "pointsman";
export default policy({
  metadata: ${JSON.stringify(metadata)},
  routes: { chat: { rules: [{ when: (r) => ${condition}, use: "anthropic/claude-haiku-5-5" }], otherwise: "${OTHER}" } },
});`,
  };
}

/** The canonical spelling of a condition in the table. */
function lowered(condition: string, language: "ts" | "yaml" = "ts"): string {
  const compiled = compileFiles(policyOf(condition, language));
  expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return compiled.table!.value.routes[0]!.rules[0]!.when;
}

describe("a condition is lowered to atoms over facts", () => {
  test.each([
    ["r.inputTokens > 32_000", "inputTokens > 32000"],
    ["32_000 < r.inputTokens", "inputTokens > 32000"],
    ["r.inputTokens >= 50", "inputTokens >= 50"],
    ["r.hour < 8 || r.hour >= 18", "hour < 8 || hour > 17"],
    ['r.metadata.priority === "high"', 'metadata.priority === "high"'],
    ['r.metadata.priority !== "high"', 'metadata.priority !== "high"'],
    ['["a", "b"].includes(r.key.id)', '["a", "b"].includes(key.id)'],
    ['["a", "b"].some((t) => r.metadata.team === t)', '["a", "b"].includes(metadata.team)'],
    ['r.key.tags.includes("pro") && r.text.includes("refund")', 'key.tags.includes("pro") && text.includes("refund")'],
    ["r.stream ? r.hasCode : r.needs.vision", "stream && hasCode || !stream && needs.vision"],
    ["r.metadata.team !== undefined", "metadata.team !== undefined"],
    ["r.stream === false", "!stream"],
  ])("%s", (condition, expected) => {
    expect(lowered(condition)).toBe(expected);
    expect(lowered(condition, "yaml")).toBe(expected);
  });

  test("helper predicates are inlined, and constants folded", () => {
    const condition = "((x) => x.inputTokens > 10 * 100 && (x.tools > 0 || 1 > 2))(r)";
    expect(lowered(condition)).toBe("inputTokens > 1000 && tools > 0");
  });

  test("a block with early returns is the same as its expression", () => {
    const block = "{ if (r.stream) return r.hasCode; const many = r.tools > 3; return many; }";
    const compiled = compileFiles({
      "routes.ts": `import { policy } from "pointsman";
export default policy({ routes: { chat: { rules: [{ when: (r) => ${block}, use: "${OTHER}" }], otherwise: "${OTHER}" } } });`,
    });
    expect(compiled.table!.value.routes[0]!.rules[0]!.when).toBe("stream && hasCode || !stream && tools > 3");
  });
});

describe("a mistake in a condition is found in both spellings, at its place in the text", () => {
  test.each([
    ['r.inputTokens > "9"', "syntax/condition-type", 'r.inputTokens > "9"'],
    ["r.inputTokens", "syntax/condition-type", "r.inputTokens"],
    ["r.tools && r.stream", "syntax/condition-type", "r.tools"],
    ["r.inputTokens > r.maxOutputTokens", "syntax/condition-type", "r.inputTokens > r.maxOutputTokens"],
    ["r.inputTokens + 1 > 5", "syntax/condition-type", "r.inputTokens + 1"],
    ["r.inptTokens > 5", "name/unknown-fact", "r.inptTokens"],
    ["r.metadata.region === 'eu'", "name/unknown-fact", "r.metadata.region"],
    ["r.metadata.priority === 'hi'", "name/unknown-value", "'hi'"],
    ["r.stream == true", "syntax/loose-equality", "=="],
    ["r.key.tags.has('x')", "syntax/condition-type", "r.key.tags.has('x')"],
    ["Date.now() > 5", "syntax/impure-call", "Date"],
  ])("%s", (condition, code, place) => {
    expect(findings(compileFiles(policyOf(condition, "ts")))).toEqual([`${code}: ${place}`]);
    const yaml = `metadata: { priority: [low, high] }
routes:
  chat:
    rules:
      - when: ${condition}
        use: ${OTHER}
    otherwise: ${OTHER}
`;
    expect(findings(compileFiles({ "routes.yaml": yaml }))).toEqual([`${code}: ${place}`]);
  });
});
