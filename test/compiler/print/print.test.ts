import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compile } from "../../../compiler/index.ts";
import { type Catalog, openCatalog } from "../../../compiler/load/catalog/open-catalog.ts";
import { Evaluation } from "../../../compiler/load/typescript/evaluation.ts";
import { loadTypescript } from "../../../compiler/load/typescript/load-typescript.ts";
import { decimal } from "../../../compiler/lower/decimal.ts";
import type { PolicyIr } from "../../../compiler/lower/ir.ts";
import { lowerPolicy } from "../../../compiler/lower/lower-policy.ts";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import type { PolicyDocument } from "../../../schemas/policy.ts";
import { builds } from "../../agreement/builds.ts";
import { inventedCatalog, inventedTargets } from "../../agreement/invented-catalog.ts";
import { Random } from "../../agreement/random.ts";
import { randomPolicy } from "../../agreement/random-policy.ts";
import { randomWorld } from "../../agreement/world.ts";
import { thorough } from "../../thorough.ts";
import { projectOf } from "../load/evaluated.ts";
import { lowerFiles } from "../lower/lowered.ts";

const FIRST_SEED = Number(process.env.AGREEMENT_SEED ?? 1);
const POLICIES = Number(process.env.PRINT_POLICIES ?? thorough(60, 20));

test(`${POLICIES} random policies, printed in either spelling, compile to the same bytes`, { timeout: 60_000 }, () => {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + POLICIES; seed++) {
    const random = new Random(seed);
    const policy = randomPolicy(random, randomWorld(random), inventedTargets);
    const expected = builds.TypeScript!(policy);
    const document = policyDocument(lowered("policy.ts", policy.typescript, inventedCatalog));
    const [typescript, yaml] = [printTypescript(document), printYaml(document)];
    expect(builds.TypeScript!({ ...policy, typescript }), `seed ${seed}\n${typescript}`).toBe(expected);
    expect(builds.YAML!({ ...policy, yaml }), `seed ${seed}\n${yaml}`).toBe(expected);
  }
});

function lowered(name: string, text: string, catalog: Catalog): PolicyIr {
  const evaluation = new Evaluation();
  const value = loadTypescript({ name, text }, projectOf({ [name]: text }), evaluation);
  return lowerPolicy(value!, catalog, evaluation);
}

describe("the example", () => {
  const name = "routes.example.ts";
  const document = policyDocument(lowered(name, readFileSync(name, "utf8"), openCatalog()));
  const bytes = compile(name).table?.text;

  test.each([
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ])("printed as %s compiles to the same bytes", (printed, text) => {
    const compiled = compile(printed, { project: projectOf({ [printed]: text }), today: "2026-11-20" });
    expect(compiled.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    expect(compiled.table?.text).toBe(bytes);
  });
});

test("what a policy may hold is printed in each of its forms", () => {
  const document: PolicyDocument = {
    metadata: { team: "string", "strange-name": ["a", "b"] },
    tiers: { t: ["alpha/small", { split: { "alpha/large": 0.5, t2: 2 }, by: "metadata.team" }], t2: { cheapest: ["alpha/small"], quality: 0.5 } },
    routes: {
      "a*": {
        rules: [
          { when: 'r.metadata["strange-name"] === "a"', use: { reject: 403, message: 'No "entry":\n- #1' }, maxCost: "$0.1" },
          { when: "true", use: { balance: ["t", { fastest: ["t2"] }] }, set: { stop: ["x", null], o: { "a b": true } } },
        ],
        otherwise: "t",
        max: { inputTokens: 10 },
        deadline: "1500ms",
        firstToken: "5000ms",
        idle: "1h",
        fallbackOn: [],
        jurisdictions: ["DE"],
      },
      b: { otherwise: "t", fallbackOn: { "content-filter": ["t2", "alpha/large"], "bad-request": true, default: "t2" } },
    },
    budgets: { team: { per: "metadata.team", limit: "$5", window: "day", exhausted: { reject: 429, message: "Spent." } } },
    invariants: {
      "it costs little": { when: "r.stream", every: "t.maxCost(r) <= usd(1)" },
      "one is known": { some: 't.id === "r"' },
      same: { every: "true" },
      "two may fail": { survives: { targets: 2 } },
    },
  }; // biome-ignore format: short
  expect(printYaml(document)).toMatchSnapshot("YAML");
  expect(printTypescript(document)).toMatchSnapshot("TypeScript");
});

test("invariants, printed in either spelling, lower to the same claims", () => {
  const text = `import { chain, EU, ms, policy, type Target, usd } from "pointsman";
const cheap = (t: Target) => ["alpha/small", "alpha/large"].includes(t.id);
export default policy({
  metadata: { "x-data": ["pii", "none"] },
  tiers: { all: chain("alpha/small", "alpha/large", "alpha/huge", "beta/small", "beta/large", "beta/huge") },
  routes: { chat: { otherwise: "all" } },
  budgets: { team: { per: (r) => r.key.team, limit: usd(5), window: "day" } },
  invariants: {
    "inside \\"EU\\"": { when: (r) => r.metadata["x-data"] === "pii" || r.budget.team.left < usd(1), every: (t) => EU.includes(t.jurisdiction) },
    constant: { every: () => true },
    never: { some: () => false },
    cost: { every: (t, r) => r.stream || t.maxCost(r) <= usd(0.1) },
    latency: { every: (t, r) => (t.maxLatency(r) < ms(1_500) && t.maxCost(r) > usd(0)) || cheap(t) },
    each: { some: (t, r) => r.inputTokens < t.context || (t.caps.tools && (r.stream || r.images > 2)) },
    survives: { survives: { providers: 1 } },
    targets: { when: (r) => r.stream, survives: { targets: 2 } },
  },
});`;
  const policy = lowered("policy.ts", text, inventedCatalog);
  expect(policy.invariants).toHaveLength(8);
  const document = policyDocument(policy);
  for (const [name, printed] of [
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = lowerFiles({ [name]: printed }, inventedCatalog);
    expect(again.findings, printed).toEqual([]);
    expect(withoutPlaces(again.policy.invariants), printed).toEqual(withoutPlaces(policy.invariants));
  }
});

function withoutPlaces(value: unknown): unknown {
  if (value instanceof Map) return withoutPlaces([...value]);
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (key === "origin" ? [] : [[key, withoutPlaces(inner)]])),
  );
}

test.each([
  [0.1, "0.1"],
  [1e-7, "0.0000001"],
  [1.25e-9, "0.00000000125"],
  [1e21, "1000000000000000000000"],
  [1.5e22, "15000000000000000000000"],
  [86_400_000, "86400000"],
])("the amount %s is printed without an exponent", (amount, text) => {
  expect(decimal(amount)).toBe(text);
  expect(Number(text)).toBe(amount);
});
