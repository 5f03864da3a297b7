/** A route that asks about everything, and targets whose prices depend on everything. */
import {
  EXPECTED_FILL,
  HARD_COST,
  MAX_COST,
  SPENDS,
  UPPER_FILL,
  UPPER_TOKENS,
} from "../../../compiler/lower/derived-facts.ts";
import type { Condition } from "../../../compiler/lower/ir.ts";
import type { CostTerm } from "../../../compiler/plan/cost-term.ts";
import { type Attempts, spelledAttempts, spelledFill } from "../../../compiler/plan/measure.ts";
import { type Column, columnsOf } from "../../../compiler/regions/columns.ts";
import type { WitnessWorld } from "../../../compiler/witness/theory.ts";
import { origin } from "../../agreement/random-condition.ts";
import { any, flag, oneOf, policy, present, route } from "../regions/conditions.ts";

const plain: Omit<CostTerm, "price" | "mostOutput"> = {
  carried: { choices: true, serviceTier: true, searches: false, longCache: true },
  tokens: { expected: 1, upper: 1 },
  added: { expected: 0, upper: 0, hard: 0 },
};

export const costs: ReadonlyMap<string, CostTerm> = new Map<string, CostTerm>([
  ["alpha/small", { ...plain, price: { input: 0.15, output: 0.6 }, mostOutput: 16_000 }],
  [
    "beta/large",
    {
      ...plain,
      tokens: { expected: 1.2, upper: 0.8 },
      added: { expected: 10, upper: 30, hard: 80 },
      usualOutput: 50_000,
      price: {
        input: 2.5,
        output: 10,
        cacheWrite: 3.125,
        tiers: [{ above: 200_000, input: 5, output: 15 }],
        scheduled: [{ from: "2026-03", input: 2 }],
        serviceTiers: { flex: { input: 1.25, output: 5 }, priority: { input: 5, output: 20 } },
      },
      mostOutput: 64_000,
    },
  ],
  [
    "gamma/night",
    {
      ...plain,
      price: {
        input: 1,
        output: 2,
        offPeak: { input: 0.5, output: 1, peak: [{ days: [1, 2, 3, 4, 5], from: 60, to: 1230 }] },
      },
      mostOutput: 8_000,
      fixedOutput: 500,
    },
  ],
]);

/** A fallback, each of them asked twice. */
const spent: Attempts = [
  ["alpha/small", 2],
  ["beta/large", 2],
];

function at(fact: string, argument: string | undefined, ...bounds: number[]): Condition[] {
  return bounds.map((bound) => ({
    kind: "atom",
    atom: {
      kind: "range",
      fact,
      ...(argument !== undefined && { argument }),
      from: bound,
      to: Number.POSITIVE_INFINITY,
    },
    origin,
  }));
}

const filled = spelledFill(costs.get("beta/large")!);

const conditions: Condition[] = [
  ...["stream", "hasCode", "needs.tools", "needs.vision", "needs.audio"].map((fact) => flag(fact)),
  ...["needs.pdf", "needs.jsonSchema", "needs.jsonMode", "needs.reasoning"].map((fact) => flag(fact)),
  ...["choices", "customTools", "toolChoice", "functions", "otherForms", "rare"].map((need) => flag(`needs.${need}`)),
  ...["refund", "fund", "``", "a refund"].map((text) => flag("text.includes", text)),
  flag("text.startsWith", "Hello"),
  flag("text.endsWith", "refund"),
  flag("text.matches", "/^\\d{3,5}$/"),
  flag("text.matches", "/please/i"),
  ...["beta", "vip"].map((tag) => flag("key.tags", tag)),
  ...at("messages", undefined, 0, 2, 4, 5, 20),
  ...at("turns", undefined, 1, 2, 3, 12),
  ...at("tools", undefined, 1, 2, 9),
  ...at("images", undefined, 1, 3),
  ...at("inputTokens", undefined, 8, 10, 14, 30, 810, 2_500, 2_501, 32_001, 150_000, 3_000_000_000),
  ...at("maxOutputTokens", undefined, 1, 2, 500, 8_001),
  ...at("hour", undefined, 1, 8, 18, 24),
  oneOf("weekday", "mon", "sat"),
  flag("weekday.startsWith", "s"),
  ...at("sample", "weekday", 50),
  oneOf("endpoint", "chat"),
  oneOf("endpoint", "messages", "responses"),
  oneOf("route", "main", "other"),
  oneOf("model", "main"),
  flag("model.startsWith", "ma"),
  oneOf("key.id", "support"),
  flag("key.id.startsWith", "sup"),
  ...at("sample", "key.id", 10, 50),
  oneOf("key.team", "red", "green"),
  ...at("sample", "key.team", 5),
  present("key.env"),
  oneOf("metadata.priority", "low", "high"),
  flag("metadata.customer.endsWith", "corp"),
  ...at("budget.team.left", undefined, 0, 5),
  ...at("budget.team.ratio", undefined, 0.8, 1),
  ...at("latency.alpha/small.firstToken.p95", undefined, 1_500),
  oneOf("health.alpha/small", "down", "degraded"),
  ...at(MAX_COST, "alpha/small", 0.001, 0.01),
  ...at(MAX_COST, "beta/large", 0.02, 0.5),
  ...at(MAX_COST, "gamma/night", 0.0006, 0.001, 0.02),
  ...at(HARD_COST, "alpha/small", 0.02, 0.2),
  ...at(SPENDS, spelledAttempts(spent), 0.1, 3),
  ...at(UPPER_TOKENS, undefined, 60, 4_000, 150_000, 400_000),
  ...at(EXPECTED_FILL, filled, 20_000, 160_000),
  ...at(UPPER_FILL, filled, 30_000, 200_000),
];

export const columns: ReadonlyMap<string, Column> = columnsOf([any(...conditions)]);

export const theoryWorld: WitnessWorld = {
  policy: {
    ...policy(route()),
    metadata: [
      { name: "priority", values: ["low", "normal", "high"], origin },
      { name: "customer", origin },
    ],
    budgets: [{ name: "team", per: "key.team", limit: 500, window: "month", origin }],
  },
  route: route(),
  columns,
  costs,
  today: "2026-01-05",
};
