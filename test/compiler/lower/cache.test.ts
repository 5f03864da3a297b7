import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";
import { lowerFiles } from "./lowered.ts";

const yaml = (parts: string, further = "") =>
  `routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n    ${parts}\n${further}`;

function routeOf(files: Readonly<Record<string, string>>) {
  const { policy, findings: found } = lowerFiles(files);
  expect(found).toEqual([]);
  const { cache, hedge, record } = policy.routes[0]!;
  return withoutPlaces({ cache, hedge, record: record !== undefined });
}

function withoutPlaces(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const fields = Object.entries(value).filter(
    ([key, inner]) => key !== "origin" && key !== "value" && inner !== undefined,
  );
  return Object.fromEntries(
    fields.map(([key, inner]) => [key, key === "target" ? (inner as { id: string }).id : withoutPlaces(inner)]),
  );
}

describe("what a route caches, hedges and records", () => {
  const whole = {
    cache: {
      exact: true,
      normalised: true,
      semantic: {
        embedder: { name: "mistral/mistral-embed", target: "mistral/mistral-embed" },
        maxWrongHitRate: 0.01,
        judge: { target: "anthropic/claude-haiku-5-5", rubric: "Is it right?" },
        ttl: 3_600_000,
      },
      scope: { of: "team" },
      isPerTarget: true,
      ttl: 172_800_000,
    },
    hedge: { after: 1_500, most: 0.1 },
    record: true,
  };

  test("is the same in both spellings", () => {
    const typescript = `import { hours, ms, policy } from "pointsman";
const keep = hours(1);
export default policy({
  routes: {
    chat: {
      otherwise: "openai/gpt-5.4-mini",
      cache: {
        exact: true,
        normalised: true,
        semantic: {
          embedder: "mistral/mistral-embed",
          maxWrongHitRate: 1 / 100,
          judge: { model: "anthropic/claude-haiku-5-5", rubric: "Is it right?" },
          ttl: keep,
        },
        scope: "team",
        perTarget: true,
        ttl: hours(48),
      },
      hedge: { after: ms(1_500), most: 0.1 },
      record: true,
    },
  },
});
`;
    const text = yaml(
      "cache: { exact: true, normalised: true, semantic: { embedder: mistral/mistral-embed, maxWrongHitRate: 0.01, judge: { model: anthropic/claude-haiku-5-5, rubric: Is it right? }, ttl: 1h }, scope: team, perTarget: true, ttl: 48h }\n    hedge: { after: 1500ms, most: 0.1 }\n    record: true",
    );
    expect(routeOf({ "routes.ts": typescript })).toEqual(whole);
    expect(routeOf({ "routes.yaml": text })).toEqual(whole);
  });

  test("is off, and the caller's own, unless it says otherwise", () => {
    const off = { exact: false, normalised: false, scope: { of: "key" }, isPerTarget: false };
    expect(routeOf({ "routes.yaml": yaml("cache: {}\n    hedge: {}\n    record: false") })).toEqual({
      cache: off,
      hedge: {},
      record: false,
    });
    expect(routeOf({ "routes.yaml": yaml("record: false") })).toEqual({ record: false });
  });

  test("names a model that is no model by its name alone, and reports a model that nobody has", () => {
    const semantic = (embedder: string) => yaml(`cache: { semantic: { embedder: ${embedder}, maxWrongHitRate: 0.1 } }`);
    const { policy } = lowerFiles({ "routes.yaml": semantic("standard") });
    expect(withoutPlaces(policy.routes[0]!.cache!.semantic!.embedder)).toEqual({ name: "standard" });
    expect(lowerFiles({ "routes.yaml": semantic("mistral/mistral-embd") }).findings).toEqual([
      "name/unknown-model: mistral/mistral-embd",
    ]);
    expect(lowerFiles({ "routes.yaml": semantic("mistrl/mistral-embed") }).findings).toEqual([
      "name/unknown-provider: mistrl/mistral-embed",
    ]);
  });
});

describe("a value that is not what its key stands for", () => {
  test.each([
    ["cache: true", "syntax/shape: true"],
    ["cache: { exact: yes please }", "syntax/shape: yes please"],
    ["cache: { fuzzy: true }", "name/unknown-key: fuzzy"],
    ["cache: { exact: true, scope: tenant }", "syntax/shape: tenant"],
    ["cache: { exact: true, ttl: 60 }", "syntax/quantity-without-unit: 60"],
    ["cache: { exact: true, ttl: $5 }", "syntax/wrong-unit: $5"],
    ["cache: { exact: true, ttl: 10ms }", "syntax/quantity-range: 10ms"],
    ["cache: { exact: true, ttl: 9000h }", "syntax/quantity-range: 9000h"],
    ["cache: { semantic: { maxWrongHitRate: 1% } }", "syntax/number-as-text: 1%"],
    ["cache: { semantic: { maxWrongHitRate: 1.5 } }", "syntax/shape: 1.5"],
    ["cache: { exact: true, perTarget: 1 }", "syntax/shape: 1"],
    ["cache: { semantic: { judge: openai/gpt-5.4-mini } }", "syntax/shape: openai/gpt-5.4-mini"],
    ["cache: { semantic: { ttl: 0s } }", "syntax/quantity-range: 0s"],
    ["hedge: 2s", "syntax/shape: 2s"],
    ["hedge: { after: 2 }", "syntax/quantity-without-unit: 2"],
    ["hedge: { after: 25h }", "syntax/quantity-range: 25h"],
    ["hedge: { most: 10 }", "syntax/shape: 10"],
    ['record: "all"', 'syntax/shape: "all"'],
  ])("%s → %s", (parts, expected) => {
    expect(lowerFiles({ "routes.yaml": yaml(parts) }).findings).toEqual([expected]);
  });

  test("a time to keep is bounded by other times than a deadline", () => {
    const { said } = lowerFiles({ "routes.yaml": yaml("cache: { exact: true, ttl: 10ms }") });
    expect(said[0]).toContain("from 1 second to 365 days");
  });
});

describe("what is sensitive", () => {
  const metadata = "metadata: { sensitivity: [public, pii] }\n";
  const sensitive = (condition: string) =>
    findings(compileFiles({ "routes.yaml": `${metadata}${yaml("", condition)}` }));

  test("is a condition like a rule's, and reads its metadata", () => {
    expect(sensitive('sensitive: r.metadata.sensitivity === "pii"\n')).toEqual([]);
    expect(sensitive("")).toEqual(["name/unused-metadata: sensitivity"]);
  });

  test.each([
    ["sensitive: true\n", "syntax/not-a-condition: true"],
    ['sensitive: r.metadata.sensitivity === "piii"\n', 'name/unknown-value: "piii"'],
    ["sensitive: r.inputTokens > usd(5)\n", "syntax/unit-mismatch: r.inputTokens > usd(5)"],
  ])("%s → %s", (condition, expected) => {
    expect(sensitive(condition)).toContain(expected);
  });

  test("is labelled as what it is where a function passes the mistake on", () => {
    const text = `import { type Facts, policy, usd } from "pointsman";
const isLong = (r: Facts) => r.inputTokens > usd(5);
export default policy({ routes: { chat: { otherwise: "openai/gpt-5.4-mini" } }, sensitive: isLong });
`;
    const labels = compileFiles({ "routes.ts": text }).diagnostics.flatMap((diagnostic) => diagnostic.labels);
    expect(labels.map((label) => label.text)).toContain("in the condition of `sensitive`");
  });
});
