import { expect, test } from "vitest";
import { type Emitted, emitTable } from "../../../compiler/emit/emit-table.ts";
import { printTable } from "../../../compiler/emit/print-table.ts";
import type { Action, PolicyIr, Strategy, Target } from "../../../compiler/lower/ir.ts";
import type { ModelEntry, ProviderFile } from "../../../schemas/catalog.ts";
import { table as tableSchema } from "../../../schemas/table.ts";
import { tableHash } from "../../../schemas/table-hash.ts";
import type { PlanOrder } from "../../../schemas/table-order.ts";
import { inventedTargets } from "../../agreement/invented-catalog.ts";
import { origin } from "../../agreement/random-condition.ts";
import { all, any, flag, from, never, oneOf, otherwise, policy, refuse, route, target } from "../regions/conditions.ts";

type Built = Extract<Emitted, { table: unknown }>;

function build(ir: PolicyIr): Built {
  const emitted = emitTable(ir, { catalogAsOf: "2026-01-01" });
  if (!("table" in emitted)) throw new Error("no table");
  return emitted;
}

const one = (id: string): Strategy => ({ kind: "target", target: inventedTargets.find((t) => t.id === id)!, origin });
const chain = (...of: Strategy[]): Strategy => ({ kind: "chain", of, origin });
const tier = (name: string): Strategy => ({ kind: "tier", name, origin });
const use = (strategy: Strategy): Action => ({ kind: "use", strategy, origin });

function withModel(model: Partial<ModelEntry>, provider: Partial<ProviderFile> = {}): Built["table"] {
  const known = inventedTargets[0]!;
  const made: Target = { ...known, model: { ...known.model, ...model }, provider: { ...known.provider, ...provider } };
  const strategy: Strategy = { kind: "target", target: made, origin };
  return build(policy({ ...route(), otherwise: use(strategy) })).table;
}

test("a table has the form of its schema and its own hash", () => {
  const { table } = build(policy(route(from("turns", 3), flag("text.includes", "x"))));
  expect(tableSchema.parse(JSON.parse(printTable(table)))).toEqual(table);
  expect(table.hash).toBe(tableHash(table));
});

test("the order in which a policy names things does not change a byte", () => {
  const first = { ...route(oneOf("model", "a", "b")), name: "first" };
  const second = { ...route(from("turns", 3)), name: "second", otherwise: target("beta/large") };
  const metadata = [
    { name: "b", values: ["y", "x"], origin },
    { name: "a", origin },
  ];
  const tiers = [
    { name: "t", strategy: one("beta/huge"), origin },
    { name: "s", strategy: one("alpha/huge"), origin },
  ];
  const written = build({ metadata, tiers, routes: [first, second], budgets: [], limits: [], invariants: [] });
  const turned = build({
    metadata: [metadata[1]!, { ...metadata[0]!, values: ["x", "y"] }],
    tiers: tiers.toReversed(),
    budgets: [],
    limits: [],
    invariants: [],
    routes: [
      { ...second, max: {} },
      { ...first, rules: first.rules.map((rule) => ({ ...rule })) },
    ],
  });
  expect(printTable(turned.table)).toBe(printTable(written.table));
});

test("the order of a catalog's keys does not change a byte", () => {
  const written = withModel({ price: { input: 1, output: 2 }, maxOutput: 5 }, { headers: { b: "1", a: "2" } });
  const turned = withModel({ maxOutput: 5, price: { output: 2, input: 1 } }, { headers: { a: "2", b: "1" } });
  expect(printTable(turned)).toBe(printTable(written));
});

test("chains are flattened, tiers resolved, and a target that comes again is tried once", () => {
  const nested = chain(one("beta/small"), tier("outer"), one("alpha/large"));
  const { table } = build({
    ...policy({ ...route(), otherwise: use(nested) }),
    tiers: [
      { name: "inner", strategy: chain(one("alpha/small"), one("beta/small")), origin },
      { name: "outer", strategy: chain(one("alpha/huge"), tier("inner")), origin },
    ],
  });
  const id = (order: PlanOrder) => table.targets[order as number]!.id;
  const tried = table.plans.map(({ order }) => (order as { chain: PlanOrder[] }).chain.map(id));
  expect(tried).toEqual([["beta/small", "alpha/huge", "alpha/small", "alpha/large"]]);
});

test("equal plans are one plan, and an action says which tier it named", () => {
  const { table } = build({
    ...policy({
      ...route(),
      rules: [{ when: flag("stream"), action: use(tier("t")), terms: {}, origin }],
      otherwise: use(chain(one("alpha/small"))),
    }),
    tiers: [{ name: "t", strategy: one("alpha/small"), origin }],
  });
  expect(table.plans).toEqual([{ targets: [0], order: 0 }]);
  expect(table.routes[0]!.rules[0]!.action).toEqual({ plan: 0, tier: "t" });
  expect(table.routes[0]!.otherwise).toEqual({ plan: 0 });
});

test("only what a route uses is in the table", () => {
  const { table } = build({
    ...policy(route()),
    tiers: [{ name: "unused", strategy: one("beta/huge"), origin }],
  });
  expect(table.targets.map(({ id }) => id)).toEqual(["alpha/small"]);
  expect(table.providers.map(({ id, chatUrl }) => [id, chatUrl])).toEqual([
    ["alpha", "https://alpha.invalid/v1/chat/completions"],
  ]);
});

test("the features name everything that the table needs, and nothing else", () => {
  const features = (ir: PolicyIr) => build(ir).table.features;
  expect(features(policy(route()))).toEqual(["dialect/openai", "table/1"]);
  const asked = all(oneOf("metadata.x", "a"), flag("text.includes", "a"), flag("key.tags", "a"), from("turns", 1));
  expect(features(policy(route(asked)))).toEqual([
    "action/reject",
    "dialect/openai",
    "fact/key.tags",
    "fact/metadata",
    "fact/text.includes",
    "fact/turns",
    "table/1",
  ]);
  const both = use(chain(one("alpha/small"), one("beta/small")));
  expect(features(policy({ ...route(), otherwise: both }))).toContain("plan/chain");
  const priced = withModel({ price: { tiers: [{ above: 1 }], scheduled: [{ from: "2027-01-01" }] } });
  expect(priced.features).toEqual(["dialect/openai", "price/scheduled", "price/tiers", "table/1"]);
});

test("prices keep every rate, with tiers and schedules in order", () => {
  const tiers = [
    { above: 200, input: 4, reasoning: 9 },
    { above: 100, input: 3 },
  ];
  const scheduled = [
    { from: "2027-06-01", output: 1 },
    { from: "2027-01", output: 2 },
  ];
  const price = { input: 1, output: 2, cacheRead: 0, cacheWrite: 3, inputAudio: 7, tiers, scheduled };
  expect(withModel({ price }).targets[0]!.price).toEqual({
    input: 1,
    output: 2,
    cacheRead: 0,
    cacheWrite: 3,
    inputAudio: 7,
    tiers: [
      { above: 100, input: 3 },
      { above: 200, input: 4, reasoning: 9 },
    ],
    scheduled: [
      { from: "2027-01", output: 2 },
      { from: "2027-06-01", output: 1 },
    ],
  });
});

test("a model's word on a parameter replaces its provider's", () => {
  const table = withModel(
    { parameters: { rename: { seed: "random_seed", n: "count" }, drop: ["user", "top_p"] } },
    { parameters: { rename: { user: "end_user", stop: "stops" }, drop: ["seed", "logit_bias"] } },
  );
  expect(table.targets[0]!.parameters).toEqual({
    rename: { n: "count", seed: "random_seed", stop: "stops" },
    drop: ["logit_bias", "top_p", "user"],
  });
});

test("a route without limits has a deadline of five minutes and may be silent for one", () => {
  const limits = (set: PolicyIr["routes"][number]["limits"]) =>
    build(policy({ ...route(), limits: set })).table.routes[0]!.limits;
  expect(limits({})).toEqual({ deadline: 300_000, idle: 60_000 });
  expect(limits({ firstToken: 5, deadline: 9 })).toEqual({
    deadline: 9,
    firstToken: 5,
    idle: 60_000,
    wholeAsStream: true,
  });
});

test("columns stand cheap facts first, then by name; equal vectors are one", () => {
  const condition = all(flag("text.includes", "b"), flag("text.includes", "a"), flag("stream"), from("turns", 2));
  const [{ columns, vectors }] = build(policy(route(condition))).table.routes as [Built["table"]["routes"][number]];
  expect(columns.map((column) => [column.fact, column.kind === "boolean" ? column.argument : undefined])).toEqual([
    ["stream", undefined],
    ["turns", undefined],
    ["text.includes", "a"],
    ["text.includes", "b"],
  ]);
  expect(vectors).toHaveLength(2);
});

test("a rule that can never hold has no box", () => {
  const rules = [never, any(flag("stream"), all(flag("hasCode"), from("turns", 2))), never, flag("hasCode")];
  expect(build(policy(route(...rules))).table.routes[0]!.boxes).toEqual([1, 1, 3]);
});

test("rules with too many boxes are named instead of a table", () => {
  const wide = all(...Array.from({ length: 20 }, (_, i) => any(flag("key.tags", `a${i}`), flag("key.tags", `b${i}`))));
  const rules = [flag("stream"), wide].map((when) => ({ when, action: refuse(403), terms: {}, origin }));
  const emitted = emitTable(policy({ ...route(), rules, otherwise }), { catalogAsOf: "2026-01-01" });
  expect(emitted).toEqual({ tooLarge: [rules[1]], noTarget: [] });
});

test("the map says where each rule was written, and belongs to the table", () => {
  const file = { name: "routes.ts", text: "first\n  second\n" };
  const at = (start: number) => ({ span: { file, start, end: start + 1 } });
  const rules = [{ when: flag("stream"), action: refuse(403), terms: {}, origin: at(8) }];
  const { table, positions } = build(policy({ ...route(), rules, otherwise: { ...otherwise, origin: at(0) } }));
  expect(positions).toEqual({
    format: "pointsman-map",
    version: 1,
    table: table.hash,
    rules: {
      "main/0": { file: "routes.ts", line: 2, column: 3 },
      "main/otherwise": { file: "routes.ts", line: 1, column: 1 },
    },
  });
});
