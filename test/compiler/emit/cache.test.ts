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
    expect(value.targets.map(({ id }) => id)).not.toContain(embedder);
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
