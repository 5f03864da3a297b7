import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

/** Of the two checks; what else is found in these policies is tested elsewhere. */
const found = (policy: string, overlay?: string) =>
  findings(compileFiles({ "routes.yaml": policy, ...(overlay ? { "catalog.yaml": overlay } : {}) })).filter((finding) =>
    /^chain\/(single-provider|unsupported-parameter)/.test(finding),
  );

describe("one outage takes all targets", () => {
  const code = "chain/single-provider";
  const two = "openai/gpt-5.4-mini, openai/gpt-6-luna";

  test.each([
    [`[${two}]`, true],
    [`{ cheapest: [${two}] }`, true],
    [`{ fastest: [${two}] }`, true],
    [`{ balance: [${two}] }`, true],
    ["[{ split: { openai/gpt-5.4-mini: 9, openai/gpt-6-luna: 1 } }, openai/gpt-6.2-sol]", true],
    [`[{ cheapest: [${two}] }, anthropic/claude-haiku-5-5]`, false],
    ["openai/gpt-5.4-mini", false],
  ])("when all have one provider: %s is %s", (strategy, isFound) => {
    const expected = isFound ? [`${code}: ${strategy}`] : [];
    expect(found(`routes: { chat: { otherwise: ${strategy} } }\n`)).toEqual(expected);
  });

  test("not of a split, which has nothing to fall back on", () => {
    const split = "{ split: { openai/gpt-5.4-mini: 9, openai/gpt-6-luna: 1 } }";
    expect(found(`routes: { chat: { otherwise: ${split} } }\n`)).toEqual([]);
  });

  test("is told where a tier is written, once, and only when a route uses it as a whole", () => {
    const tiers = `tiers: { cheap: [${two}] }\n`;
    const whole = `${tiers}routes: { a: { otherwise: cheap }, b: { otherwise: cheap } }\n`;
    expect(found(whole)).toEqual([`${code}: [${two}]`]);
    expect(found(`${tiers}routes: { chat: { otherwise: [cheap, mistral/mistral-large-2512] } }\n`)).toEqual([]);
  });

  test("counts what the jurisdictions leave, at the place that uses it", () => {
    const tiers = `tiers: { all: [${two}, mistral/mistral-large-2512] }\n`;
    expect(found(`${tiers}routes: { chat: { otherwise: all } }\n`)).toEqual([]);
    expect(found(`${tiers}routes: { chat: { otherwise: all, jurisdictions: [US] } }\n`)).toEqual([`${code}: all`]);
  });

  test("when two providers are asked with one key, but not when both need none", () => {
    const overlay = (env: string) => `providers:
  one: { dialect: openai, baseUrl: "http://one:8000/v1"${env} }
  two: { dialect: openai, baseUrl: "http://two:8000/v1"${env} }
models:
  one/m: { context: 32000 }
  two/m: { context: 32000 }
`;
    const policy = "routes: { chat: { otherwise: [one/m, two/m] } }\n";
    expect(found(policy, overlay(""))).toEqual([]);
    expect(found(policy, overlay(", auth: { header: authorization, scheme: Bearer, env: [ACME_KEY] }"))).toEqual([
      `${code}: [one/m, two/m]`,
    ]);
  });
});

describe("a target refuses what the policy fixes", () => {
  const code = "chain/unsupported-parameter";

  test("by a route or by a rule", () => {
    const chain = "[mistral/mistral-large-2512, openai/gpt-5.4-mini]";
    expect(found(`routes: { chat: { otherwise: ${chain} } }\n`)).toEqual([]);
    expect(found(`routes: { chat: { otherwise: ${chain}, set: { max_tokens: 100 } } }\n`)).toEqual([]);
    expect(found(`routes: { chat: { otherwise: ${chain}, set: { temperature: 0 } } }\n`)).toEqual([
      `${code}: openai/gpt-5.4-mini`,
    ]);
    const rule = `rules: [{ when: r.stream, use: ${chain}, set: { temperature: 0 } }]`;
    expect(found(`routes: { chat: { ${rule}, otherwise: openai/gpt-6-luna } }\n`)).toEqual([
      `${code}: openai/gpt-5.4-mini`,
    ]);
  });

  test("where it is in the plan: not when the jurisdictions leave it out", () => {
    const route = "otherwise: [mistral/mistral-large-2512, openai/gpt-5.4-mini], jurisdictions: [FR]";
    expect(found(`routes: { chat: { ${route}, set: { temperature: 0 } } }\n`)).toEqual([]);
  });

  test("through a tier, with the parameters named", () => {
    const policy = `tiers: { a: [openai/gpt-5.4-mini, mistral/mistral-large-2512] }
routes: { chat: { otherwise: a, set: { temperature: 0, top_p: 1, seed: 7 } } }
`;
    const [finding] = compileFiles({ "routes.yaml": policy }).diagnostics;
    expect(finding?.message).toBe(
      "`openai/gpt-5.4-mini` refuses `temperature`, `top_p`, so what `set` fixes does not hold there",
    );
    expect(finding?.help).toBe("Name a model that takes them, or fix them only where every target does.");
  });
});
