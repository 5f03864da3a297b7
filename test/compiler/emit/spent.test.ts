import { expect, test } from "vitest";
import type { Table } from "../../../schemas/table.ts";
import { compileFiles } from "../in-memory.ts";

const source = `import { chain, policy, reject, usd } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  tiers: {
    standard: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash"),
    economy: chain("openai/gpt-6-luna", "mistral/mistral-large-2512"),
  },
  routes: {
    chat: {
      rules: [{ when: (r) => r.metadata.sensitivity === "pii", use: "standard", jurisdictions: ["FR", "US"] },
              { when: (r) => r.hasCode, use: chain("mistral/mistral-large-2512", "scaleway/mistral-medium-3.5-128b"), jurisdictions: ["FR"] }],
      otherwise: "standard",
      max: { inputTokens: 100_000 },
    },
  },
  budgets: {
    team: { per: (r) => r.key.team, limit: usd(500), window: "month", exhausted: "economy" },
    key: { per: (r) => r.key.id, limit: usd(50), window: "day", exhausted: reject(402, "Spent.") },
  },
});
`;

function tableOf(text: string): Table {
  const { table, diagnostics } = compileFiles({ "routes.ts": text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return table!.value;
}

function idsOf(table: Table, plan: number): string[] {
  return table.plans[plan]!.targets.map((target) => table.targets[target]!.id);
}

test("a plan says what serves its requests when a budget is spent, on the terms of the rule", () => {
  const table = tableOf(source);
  const [chat] = table.routes;
  const plans = [...chat!.rules.map(({ action }) => action), chat!.otherwise].map((action) => {
    const { plan } = action as { plan: number };
    return table.plans[plan]!.spent!;
  });
  for (const spent of plans) expect(spent.key).toEqual({ reject: { status: 402, message: "Spent." } });
  const economy = plans.map(({ team }) => idsOf(table, (team as { plan: number }).plan));
  // Only the second rule leaves the American target out.
  expect(economy).toEqual([
    ["mistral/mistral-large-2512", "openai/gpt-6-luna"],
    ["mistral/mistral-large-2512"],
    ["mistral/mistral-large-2512", "openai/gpt-6-luna"],
  ]);
  expect(table.features).toContain("plan/spent");
});

test("what stands in when a budget is spent has nothing that stands in for it", () => {
  const table = tableOf(source);
  const standIns = table.plans.filter(({ spent }) => spent === undefined);
  expect(standIns.length).toBeGreaterThan(0);
  for (const { spent = {} } of table.plans) {
    for (const action of Object.values(spent)) {
      if ("plan" in action) expect(table.plans[action.plan]!.spent).toBeUndefined();
    }
  }
});
