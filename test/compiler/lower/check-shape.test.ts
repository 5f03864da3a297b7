import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const yaml = (text: string) => findings(compileFiles({ "routes.yaml": text }));
const route = (further: string) => `routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n    ${further}\n`;
const said = (further: string) =>
  compileFiles({ "routes.yaml": route(further) }).diagnostics.map(({ message, help }) => `${message}. ${help}`);

describe("a value that is not what its key stands for", () => {
  test.each([
    ["deadline: 60", "syntax/quantity-without-unit: 60"],
    ['deadline: "60"', 'syntax/quantity-without-unit: "60"'],
    ["deadline: 1 minute", "syntax/wrong-unit: 1 minute"],
    ["deadline: $5", "syntax/wrong-unit: $5"],
    ["deadline: 50ms", "syntax/quantity-range: 50ms"],
    ["deadline: 0s", "syntax/quantity-range: 0s"],
    ["firstToken: 25h", "syntax/quantity-range: 25h"],
    ["deadline: true", "syntax/shape: true"],
    ["maxCost: 0.1", "syntax/money-unit: 0.1"],
    ["maxCost: 10 EUR", "syntax/money-unit: 10 EUR"],
    ["maxCost: 60s", "syntax/wrong-unit: 60s"],
    ["maxCost: $0", "syntax/quantity-range: $0"],
    ["max: { inputTokens: '150_000' }", "syntax/number-as-text: '150_000'"],
    ['max: { inputTokens: "1000" }', 'syntax/number-as-text: "1000"'],
    ["max: { inputTokens: many }", "syntax/shape: many"],
    ["max: { inputTokens: 0 }", "syntax/shape: 0"],
    ["jurisdictions: []", "syntax/empty-list: []"],
    ["jurisdictions: [de]", "name/unknown-jurisdiction: de"],
    ["jurisdictions: [Germany]", "name/unknown-jurisdiction: Germany"],
    ["jurisdictions: [XX]", "name/unknown-jurisdiction: XX"],
    ["rules:", "syntax/empty-value: "],
    ["rules: [{ use: openai/gpt-6-luna }]", "syntax/missing-key: { use: openai/gpt-6-luna }"],
    ["rules: [{ when: r.stream }]", "syntax/rule-without-action: { when: r.stream }"],
    ["rules: [{ when: true, use: openai/gpt-6-luna }]", "syntax/not-a-condition: true"],
    ["rules: [{ when: r.stream, use: { reject: 503, message: no } }]", "syntax/reject-status: 503"],
    ["rules: [{ when: r.stream, use: { reject: 403 } }]", "syntax/missing-key: { reject: 403 }"],
    ["fallbackOn: [429]", "syntax/shape: 429"],
    ["fallbackOn: [429-errors]", "name/unknown-failure-class: 429-errors"],
    ["weight: 5", "name/foreign-key: weight"],
    ["num_retries: 5", "name/foreign-key: num_retries"],
    ["dedline: 5s", "name/unknown-key: dedline"],
    ["set: { temperature: 3 }", "syntax/parameter-value: 3"],
    ["set: { stop: [1] }", "syntax/parameter-value: [1]"],
    ["set: { top_k: 3 }", "chain/unsupported-parameter: openai/gpt-5.4-mini"],
    ["set: { stream: true }", "name/reserved-parameter: stream"],
  ])("%s → %s", (further, expected) => {
    expect(yaml(route(further))).toEqual([expected]);
  });

  test("is named by its path, with a way out", () => {
    expect(said("deadline: 60")).toEqual([
      "`routes.chat.deadline` is 60, without a unit. Write `60s` for seconds, `60ms` for milliseconds.",
    ]);
    expect(said("maxCost: 0.1")).toEqual([
      "`routes.chat.maxCost` is money, and 0.1 has no currency or not this one. Write `usd(0.1)`, or `$0.1` in YAML.",
    ]);
    expect(said("timeout: 5")).toEqual([
      "`timeout` is a key of other routers and means nothing here. " +
        "Use `deadline` for the whole request, `attempt` for each try, `firstToken` and `idle` for streams.",
    ]);
  });
});

describe("names", () => {
  test.each([
    ["routes: { /gpt: { otherwise: openai/gpt-6-luna } }", "name/invalid-name: /gpt"],
    ["routes: { a*b: { otherwise: openai/gpt-6-luna } }", "name/invalid-name: a*b"],
    ["tiers: { _x: openai/gpt-6-luna }\nroutes: { a: { otherwise: openai/gpt-6-luna } }", "name/invalid-name: _x"],
    ["routes: { a: { otherwise: gpt-6-luna } }", "name/model-without-provider: gpt-6-luna"],
    ["routes: { a: { otherwise: opnai/gpt-6-luna } }", "name/unknown-provider: opnai/gpt-6-luna"],
    ["metadata: { a: [x, x] }\nroutes: { a: { otherwise: openai/gpt-6-luna } }", "name/duplicate-metadata-value: x"],
    [
      "routes: { a: { otherwise: openai/gpt-6-luna } }\nbudgets: { b: { per: key.team, limit: $5, window: monthly } }",
      "name/unknown-window: monthly",
    ],
  ])("%s → %s", (text, expected) => {
    expect(yaml(`${text}\n`)).toEqual([expected]);
  });

  test("`*` alone and at the end may name a route", () => {
    const text = 'routes: { "*": { otherwise: openai/gpt-6-luna }, gpt-*: { otherwise: openai/gpt-6-luna } }\n';
    expect(yaml(text)).toEqual([]);
  });
});
