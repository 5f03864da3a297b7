import { describe, expect, test } from "vitest";
import { loadTable } from "../../../runtime/table/load.ts";
import { compileFiles } from "../in-memory.ts";

const compiled = (parts: string) =>
  compileFiles({
    "routes.yaml": `routes:\n  chat:\n    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]\n    ${parts}\n`,
  }).table!;

const embedder = "mistral/mistral-embed";

describe("what a route caches, hedges and records is in the table", () => {
  test("with milliseconds, and only what is switched on", () => {
    const parts = `cache: { exact: false, normalised: true, semantic: { embedder: ${embedder}, maxWrongHitRate: 0.01, ttl: 1h }, ttl: 48h }\n    hedge: { after: 2s }\n    record: true`;
    const { value } = compiled(parts);
    expect(value.routes[0]).toMatchObject({ hedge: { after: 2_000 }, record: true });
    expect(value.routes[0]!.cache).toEqual({
      normalised: true,
      semantic: { embedder, maxWrongHitRate: 0.01, ttl: 3_600_000 },
      scope: "key",
      ttl: 172_800_000,
    });
  });

  test("with the embedder among the targets, since it is asked, and in no plan", () => {
    const { value } = compiled(`cache: { semantic: { embedder: ${embedder}, maxWrongHitRate: 0.01 } }`);
    const at = value.targets.findIndex(({ id }) => id === embedder);
    expect(value.targets[at]).toMatchObject({ kind: "embedding" });
    expect(value.plans.some(({ targets }) => targets.includes(at))).toBe(false);
    expect(value.providers[value.targets[at]!.provider]!.embeddingsUrl).toBeDefined();
  });

  test("with the judge beside each plan, on its terms, and what a target said for itself alone", () => {
    const judge = "mistral/mistral-small-2603";
    const { value } = compileFiles({
      "routes.yaml": `routes:
  chat:
    rules: [{ when: r.stream, use: mistral/mistral-medium-2604, jurisdictions: [US], set: { temperature: 0 } }]
    otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5]
    max: { outputTokens: 100 }
    cache: { perTarget: true, semantic: { embedder: ${embedder}, maxWrongHitRate: 0.01, judge: { model: ${judge}, rubric: Is it right? } } }
`.replace("mistral/mistral-medium-2604", "openai/gpt-5.4"),
    }).table!;
    expect(value.routes[0]!.cache).toMatchObject({ perTarget: true });
    const { rules, otherwise } = value.routes[0]!;
    const [ruled, other] = [rules[0]!.action, otherwise].map(
      (action) => value.plans["plan" in action ? action.plan : -1]!,
    );
    expect(ruled!.judge).toBeUndefined();
    expect(other!.judge).toMatchObject({ rubric: "Is it right?", mostAnswer: 800 });
    const asked = value.plans[other!.judge!.plan]!;
    expect(asked.targets.map((target) => value.targets[target]!.id)).toEqual([judge]);
    expect(asked.set).toBeUndefined();
    expect(value.features).toContain("plan/cache-judge");
  });

  test("and nothing of it where nothing is switched on", () => {
    const plain = compiled("");
    expect(compiled("cache: { exact: false }\n    record: false").text).toBe(plain.text);
  });
});

test.each([
  ["cache: { exact: true }", "route/cache-exact"],
  ["cache: { normalised: true }", "route/cache-normalised"],
  [`cache: { semantic: { embedder: ${embedder}, maxWrongHitRate: 0.01 } }`, "route/cache-semantic"],
])("%s asks for a feature, which this version has", (parts, feature) => {
  const { value, text } = compiled(parts);
  expect(value.features.filter((name) => name.startsWith("route/cache"))).toEqual([feature]);
  expect(() => loadTable(text)).not.toThrow();
});

describe("a runtime that has no such part refuses the table by the name of the part", () => {
  test.each([["record: true", "route/record"]])("%s: %s", (parts, feature) => {
    const { value, text } = compiled(parts);
    const own = value.features.filter((name) => /route\/(cache|record)/.test(name));
    expect(own).toEqual([feature]);
    expect(() => loadTable(text)).toThrow(`does not have: ${feature}.`);
    expect(() => loadTable(compiled("").text)).not.toThrow();
  });
});
