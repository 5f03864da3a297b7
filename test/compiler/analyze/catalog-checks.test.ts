import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const chat = (use: string, further = "") => `routes:\n  chat: { otherwise: ${use} }\n${further}`;
const found = (policy: string, today = "2026-11-20", overlay?: string) =>
  findings(compileFiles({ "routes.yaml": policy, ...(overlay ? { "catalog.yaml": overlay } : {}) }, { today }));

describe("the end of a model", () => {
  // openai/gpt-4o-mini retires on 2027-01-14.
  test.each([
    ["2026-10-15", "catalog/deprecated-model"],
    ["2026-10-16", "catalog/retiring-model"],
    ["2027-01-13", "catalog/retiring-model"],
    ["2027-01-14", "catalog/retiring-model"],
    ["2031-01-14", "catalog/retiring-model"],
  ])("on %s is %s", (today, code) => {
    const own = found(chat("openai/gpt-4o-mini"), today).filter((finding) => !finding.startsWith("catalog/stale"));
    expect(own).toEqual([`${code}: openai/gpt-4o-mini`]);
  });

  test("is an error when the catalog says that it has come, and never because a day has passed", () => {
    const errors = (model: string, today: string) =>
      compileFiles({ "routes.yaml": chat(model) }, { today })
        .diagnostics.filter(({ severity }) => severity === "error")
        .map(({ code }) => code);
    for (const today of ["2026-11-20", "2027-01-14", "2030-06-01", "2099-12-31"]) {
      expect(errors("openai/gpt-4o-mini", today), today).toEqual([]);
      expect(errors("openai/gpt-3.5-turbo", today), today).toEqual(["catalog/retired-model"]);
    }
  });

  test("may come from the overlay", () => {
    const overlay = "models:\n  openai/gpt-5.4-mini: { retiresOn: 2026-12-01 }\n";
    expect(found(chat("openai/gpt-5.4-mini"), "2026-11-20", overlay)).toEqual([
      "catalog/retiring-model: openai/gpt-5.4-mini",
    ]);
  });
});

describe("an old catalog", () => {
  test("is told after 90 days, once", () => {
    const policy = chat("[openai/gpt-5.4-mini, xai/grok-4.7]");
    expect(found(policy, "2027-02-18")).toEqual([]);
    expect(found(policy, "2027-02-19")).toEqual(["catalog/stale: openai/gpt-5.4-mini"]);
  });
});

describe("a price that changes", () => {
  const dear =
    "routes:\n  chat: { otherwise: google/gemini-3.8-flash, maxCost: $2, max: { inputTokens: 100000, outputTokens: 8000 } }\n";

  test.each([
    ["2026-12-01", []],
    ["2026-12-02", ["catalog/price-change: google/gemini-3.8-flash"]],
    ["2026-12-31", ["catalog/price-change: google/gemini-3.8-flash"]],
    ["2027-01-01", []],
  ])("is told in the 30 days before: %s", (today, expected) => {
    expect(found(dear, today)).toEqual(expected);
  });

  test("is told where the policy looks at costs only", () => {
    expect(found(chat("google/gemini-3.8-flash"), "2026-12-15")).toEqual([]);
    expect(found(chat("{ cheapest: [google/gemini-3.8-flash, openai/gpt-5.4-mini] }"), "2026-12-15")).toEqual([
      "catalog/price-change: google/gemini-3.8-flash",
    ]);
  });
});

describe("a target without a price", () => {
  const budget = "budgets:\n  team: { per: r.key.team, missing: refuse, limit: $5, window: day }\n";

  test("is an error under a budget, through a tier, too", () => {
    expect(found(chat("groq/groq/compound"))).toEqual([]);
    expect(found(chat("groq/groq/compound", budget))).toEqual(["catalog/missing-price: groq/groq/compound"]);
    expect(found(`tiers:\n  a: [groq/groq/compound, openai/gpt-5.4-mini]\n${chat("a", budget)}`)).toEqual([
      "catalog/missing-price: groq/groq/compound",
    ]);
  });

  test("is an error under a limit of costs", () => {
    const route =
      "{ otherwise: [groq/groq/compound, openai/gpt-5.4-mini], maxCost: $1, max: { inputTokens: 100000, outputTokens: 8000 } }";
    const policy = `routes:\n  chat: ${route}\n`;
    expect(found(policy)).toEqual(["catalog/missing-price: groq/groq/compound"]);
  });
});

describe("an address with a gap", () => {
  test("is an error until the overlay fills it", () => {
    const policy = chat("cloudflare/@cf/openai/gpt-oss-20b")
      .replace("cloudflare/@cf", '"cloudflare/@cf')
      .replace("20b", '20b"');
    const model = found(policy).at(0);
    expect(model).toMatch(/^(catalog\/missing-variable|name\/unknown-model): /);
    expect(found(chat("azure/gpt-5.4-mini"))).toEqual(["catalog/missing-variable: azure/gpt-5.4-mini"]);
    const overlay = "providers:\n  azure: { variables: { resource: acme } }\n";
    expect(found(chat("azure/gpt-5.4-mini"), "2026-11-20", overlay)).toEqual([]);
  });
});

describe("a capability that nobody knows of", () => {
  const rule = (when: string) =>
    `routes:\n  chat:\n    rules: [{ when: "${when}", use: groq/groq/compound }]\n    otherwise: openai/gpt-5.4-mini\n`;

  test("matters where every request of the rule needs it", () => {
    const code = "catalog/unknown-capability: groq/groq/compound";
    expect(found(rule("r.needs.jsonSchema"))).toEqual([code]);
    expect(found(rule("r.needs.jsonSchema && r.stream"))).toEqual([code]);
    expect(found(rule("r.needs.jsonSchema && r.stream || r.needs.jsonSchema && r.hasCode"))).toEqual([code]);
    expect(found(rule("r.needs.jsonSchema || r.stream"))).toEqual([]);
    expect(found(rule("!r.needs.jsonSchema"))).toEqual([]);
  });
});
