import { describe, expect, test } from "vitest";
import { openEditor } from "./language-service.ts";

const editor = openEditor();

function withRule(rule: string, tiers = ""): string {
  return `import { chain, cheapest, policy, reject, split, usd } from "pointsman";
export default policy({
  metadata: { priority: ["low", "high"], team: "string" },
  tiers: { premium: chain("openai/gpt-5.4-mini"), standard: "openai/gpt-5.4-mini", ${tiers} },
  budgets: { monthly: { per: (r) => r.key.team, limit: usd(500), window: "month" } },
  routes: { chat: { rules: [${rule}], otherwise: "standard" } },
});`;
}

describe("an editor completes", () => {
  const cases: [what: string, text: string, expected: string[]][] = [
    ["tiers and models", withRule('{ when: (r) => r.stream, use: "|" }'), ["premium", "standard", "openai/gpt-6-luna"]],
    ["both in a chain", withRule('{ when: (r) => r.stream, use: chain("|") }'), ["premium", "openai/gpt-6-luna"]],
    ["models further on in a chain", withRule("", 'more: chain("openai/gpt-5.4-mini", "|")'), ["openai/gpt-6-luna"]],
    ["models in a list", withRule("", 'more: cheapest(["|"])'), ["openai/gpt-6-luna"]],
    ["models in a split", withRule("", 'more: split({ "|": 1 })'), ["openai/gpt-6-luna"]],
    ["what a split goes by", withRule("", 'more: split({ "openai/gpt-6-luna": 1 }, { by: "|" })'), ["key.team"]],
    ["metadata", withRule('{ when: (r) => r.metadata.|, use: "premium" }'), ["priority", "team"]],
    ["values of metadata", withRule('{ when: (r) => r.metadata.priority === "|", use: "premium" }'), ["low", "high"]],
    ["what a sample goes by", withRule('{ when: (r) => r.sample("|") < 5, use: "premium" }'), ["metadata.team"]],
    ["budgets", withRule('{ when: (r) => r.budget.|, use: "premium" }'), ["monthly"]],
    ["latencies", withRule('{ when: (r) => r.latency["|"], use: "premium" }'), ["premium", "openai/gpt-6-luna"]],
  ];
  test.each(cases)("%s", (_, text, expected) => {
    expect(editor.completions(text)).toEqual(expect.arrayContaining(expected));
  });
});
