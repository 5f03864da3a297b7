import { expect, test } from "vitest";
import { importPolicy } from "../../../compiler/import/import-policy.ts";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import type { TableBudget } from "../../../schemas/table-budget.ts";
import { compileFiles } from "../in-memory.ts";

const yaml = `metadata: { customer: { required: true } }
routes: { chat: { otherwise: openai/gpt-5.4-mini } }
budgets:
  bare: { per: r.metadata.customer, limit: $5, window: total }
  told: { per: r.key.team, limit: $50.50, window: month, missing: pool, onStoreDown: allow }
  same: { per: r.key.team, limit: $60, window: week, missing: refuse, onStoreDown: deny, exhausted: { reject: 429, message: Spent. } }
`;

const typescript = `import { policy, reject, usd } from "pointsman";
export default policy({
  metadata: { customer: { required: true } },
  routes: { chat: { otherwise: "openai/gpt-5.4-mini" } },
  budgets: {
    bare: { per: (r) => r.metadata.customer, limit: usd(5), window: "total" },
    told: { per: (r) => r.key.team, limit: usd(50.5), window: "month", missing: "pool", onStoreDown: "allow" },
    same: { per: (r) => r.key.team, limit: usd(60), window: "week", missing: "refuse", onStoreDown: "deny", exhausted: reject(429, "Spent.") },
  },
});
`;

test("what budgets say is the same table in either spelling, as written and as printed", () => {
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

test("the table says of a budget what is not so by itself", () => {
  const budgets = compileFiles({ "routes.yaml": yaml }).table!.value.budgets;
  expect(budgets).toEqual([
    { name: "bare", per: "metadata.customer", limit: 5, window: "total" },
    { name: "same", per: "key.team", limit: 60, window: "week" },
    { name: "told", per: "key.team", limit: 50.5, window: "month", missing: "pool", onStoreDown: "allow" },
  ] satisfies TableBudget[]);
});

test.each([
  ["window: totl", /total/],
  ["window: total, missing: shared", /refuse|pool/],
  ["window: total, onStoreDown: fail", /deny|allow/],
])("what a budget cannot say is a finding that names what it can: %s", (written, names) => {
  const source = `routes: { chat: { otherwise: openai/gpt-5.4-mini } }\nbudgets: { b: { per: r.key.id, limit: $5, ${written} } }\n`;
  const { diagnostics, table } = compileFiles({ "routes.yaml": source });
  expect(table).toBeUndefined();
  expect(diagnostics.map(({ message, help }) => `${message} ${help}`).join("\n")).toMatch(names);
});

test("a budget of a LiteLLM configuration that never begins anew is a total", () => {
  const text = `model_list: [{ model_name: chat, litellm_params: { model: openai/gpt-5.4-mini } }]
litellm_settings: { default_key_generate_params: { max_budget: 50 } }
`;
  const { policy, diagnostics } = importPolicy("litellm", { name: "config.yaml", text });
  expect(diagnostics.map(({ message }) => message).join()).not.toContain("budget");
  expect(policy).toContain("each-key: { per: key.id, limit: $50, window: total }");
});
