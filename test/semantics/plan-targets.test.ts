import { expect, test } from "vitest";
import type { TablePlan, TableTarget } from "../../schemas/table.ts";
import { chatFacts } from "../../semantics/facts/chat-said.ts";
import { planTargets } from "../../semantics/plan-targets.ts";

const target = (id: string, more: Partial<TableTarget> = {}): TableTarget => ({
  id,
  provider: 0,
  model: id,
  context: 1_000,
  lacks: [],
  price: { input: 1, output: 10 },
  parameters: {},
  ...more,
});
const targets = [target("p/plain", { lacks: ["needs.reasoning"] }), target("p/thinker")];
const idle = { firstToken: () => undefined, open: () => 0, turn: () => 0 };

function planned(body: object, more: Partial<TablePlan>): number[] {
  const plan = { targets: [0, 1], order: { chain: [0, 1] }, ...more };
  const facts = chatFacts({
    body: { model: "chat", ...body },
    route: "chat",
    endpoint: "chat",
    key: { id: "k", tags: [] },
    metadata: {},
    now: new Date("2026-01-01T00:00:00Z"),
  });
  return planTargets({ table: { targets, providers: [{ dialect: "openai" }] }, plan, facts, load: idle }).targets;
}

test("what a policy fixes counts as what the request needs", () => {
  expect(planned({}, {})).toEqual([0, 1]);
  expect(planned({}, { set: { reasoning_effort: "high" } })).toEqual([1]);
  expect(planned({ reasoning_effort: "high" }, { set: { reasoning_effort: "none" } })).toEqual([0, 1]);
});

test("an output that the policy fixes counts for the worst cost, by either of its names", () => {
  const maxCost = 0.001;
  expect(planned({ max_completion_tokens: 500 }, { maxCost })).toEqual([]);
  expect(planned({ max_completion_tokens: 500 }, { maxCost, set: { max_tokens: 50 } })).toEqual([0, 1]);
});
