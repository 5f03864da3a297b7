import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import type { TableLimit } from "../../../schemas/table-limit.ts";
import { compileFiles } from "../in-memory.ts";

const yaml = `metadata: { customer: string }
tiers: { economy: [openai/gpt-6-luna] }
routes: { chat: { otherwise: openai/gpt-5.4-mini, max: { outputTokens: 900 } }, batch: { otherwise: economy } }
limits:
  calls: { per: r.key.id, requests: 600, window: minute, missing: refuse }
  tokens: { per: r.metadata.customer, inputTokens: 1000000, outputTokens: 100000, window: hour, routes: [chat], missing: pool, exhausted: economy }
  at-once: { per: key.id, concurrency: 20, exhausted: { reject: 429, message: One after the other. } }
`;

const typescript = `import { chain, policy, reject } from "pointsman";
export default policy({
  metadata: { customer: "string" },
  tiers: { economy: chain("openai/gpt-6-luna") },
  routes: { chat: { otherwise: "openai/gpt-5.4-mini", max: { outputTokens: 900 } }, batch: { otherwise: "economy" } },
  limits: {
    "at-once": { per: (r) => r.key.id, concurrency: 20, exhausted: reject(429, "One after the other.") },
    calls: { per: (r) => r.key.id, requests: 600, window: "minute" },
    tokens: {
      per: (r) => r.metadata.customer, inputTokens: 1_000_000, outputTokens: 100_000, window: "hour",
      routes: ["chat"], missing: "pool", exhausted: "economy",
    },
  },
});
`;

test("limits are the same table in either spelling, as written and as printed", () => {
  const { policy, table } = compileFiles({ "routes.yaml": yaml });
  const document = policyDocument(policy!);
  for (const [name, text] of [
    ["routes.ts", typescript],
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = compileFiles({ [name]: text });
    expect(again.table?.text, text).toBe(table!.text);
  }
});

test("the table has limits by name, windows in milliseconds, routes by number, and what serves when they are full", () => {
  const { limits, plans, routes, features } = compileFiles({ "routes.yaml": yaml }).table!.value;
  expect(limits).toEqual([
    { name: "at-once", per: "key.id", concurrency: 20 },
    { name: "calls", per: "key.id", rates: { requests: 600 }, window: 60_000 },
    {
      name: "tokens",
      per: "metadata.customer",
      rates: { inputTokens: 1_000_000, outputTokens: 100_000 },
      window: 3_600_000,
      routes: [1],
      missing: "pool",
    },
  ] satisfies TableLimit[]);
  expect(routes.map(({ name }) => name)).toEqual(["batch", "chat"]);
  const planOf = (index: number) => plans[(routes[index]!.otherwise as { plan: number }).plan]!;
  const refused = { reject: { status: 429, message: "One after the other." } };
  expect(planOf(0).limited).toEqual({ "at-once": refused });
  expect(planOf(1).limited).toEqual({ "at-once": refused, tokens: { plan: expect.any(Number), tier: "economy" } });
  const instead = plans[(planOf(1).limited!.tokens as { plan: number }).plan]!;
  expect(instead).not.toHaveProperty("limited");
  expect(features).toEqual(expect.arrayContaining(["limits", "plan/limited", "action/reject"]));
});

test.each([
  ["requests: 5, window: minuet", "name/unknown-window", /second.*minute.*hour.*day|Did you mean `minute`/],
  ["requests: 5", "syntax/limit-kind", /no `window`/],
  ["window: minute", "syntax/limit-kind", /nothing that may be asked/],
  ["missing: pool", "syntax/limit-kind", /how much/],
  ["requests: 5, window: minute, concurrency: 3", "syntax/limit-kind", /another name/],
  ["concurrency: 0", "syntax/shape", /concurrency/],
  ["concurrency: 2, routes: [chit]", "name/unknown-route", /chat/],
  ["requests: 5, window: minute, tokens: 7", "name/unknown-key", /inputTokens/],
  ["rpm: 5, window: minute", "name/foreign-key", /requests: 600/],
])("what a limit cannot say is a finding that shows the way: %s", (written, code, words) => {
  const source = `routes: { chat: { otherwise: openai/gpt-5.4-mini } }\nlimits: { l: { per: r.key.id, ${written} } }\n`;
  const { diagnostics, table } = compileFiles({ "routes.yaml": source });
  expect(table).toBeUndefined();
  expect(diagnostics.map((one) => one.code)).toContain(code);
  const found = diagnostics.find((one) => one.code === code)!;
  expect(`${found.message} ${found.help}`).toMatch(words);
});
