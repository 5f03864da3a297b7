import { describe, expect, test } from "vitest";
import type { Compilation } from "../../../compiler/index.ts";
import { compileFiles, findings } from "../in-memory.ts";

const OTHER = "openai/gpt-5.4-mini";

/** As YAML, where the types of the policy language have no say. */
function compiled(condition: string): Compilation {
  const policy = `metadata: { "x-y": string, plan: [free, paid] }
tiers: { standard: [${OTHER}] }
budgets: { team: { per: r.key.team, limit: $500, window: month } }
routes:
  chat:
    rules:
      - when: ${condition}
        use: anthropic/claude-haiku-5-5
    otherwise: standard
`;
  return compileFiles({ "routes.yaml": policy }, { verify: false });
}

function lowered(condition: string): string {
  const { diagnostics, table } = compiled(condition);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return table!.value.routes[0]!.rules[0]!.when;
}

describe("facts with units are compared with quantities", () => {
  test.each([
    ["r.budget.team.left < usd(5)", "budget.team.left < usd(5)"],
    ["r.budget.team.spent > usd(0.1)", "budget.team.spent > usd(0.1)"],
    ["usd(0.1) >= r.budget.team.spent", "budget.team.spent <= usd(0.1)"],
    ["r.budget.team.left === 0", "budget.team.left === usd(0)"],
    ["r.budget.team.ratio > 0.8", "budget.team.ratio > 0.8"],
    ["r.latency.standard.firstToken.p95 > ms(1_500)", "latency.standard.firstToken.p95 > ms(1500)"],
    [`r.latency["${OTHER}"].total.p50 <= s(2)`, `latency["${OTHER}"].total.p50 <= ms(2000)`],
    ["r.latency.standard.total.p95 === undefined", "latency.standard.total.p95 === undefined"],
  ])("%s", (condition, expected) => {
    expect(lowered(condition)).toBe(expected);
  });

  test("exactly: above a constant is from the next double", () => {
    const [column] = compiled("r.budget.team.spent > usd(0.1)").table!.value.routes[0]!.columns;
    expect(column).toMatchObject({ fact: "budget.team.spent", cuts: [0.10000000000000002] });
  });
});

describe("names that are no identifiers, methods and samples", () => {
  test.each([
    [`r.health["${OTHER}"] !== "down"`, `health["${OTHER}"] !== "down"`],
    ['r.metadata["x-y"] === "a"', 'metadata["x-y"] === "a"'],
    ['r.metadata["x-y"].startsWith("a")', 'metadata["x-y"].startsWith("a")'],
    ['r.model.endsWith("-eu")', 'model.endsWith("-eu")'],
    ['r.text.startsWith("/")', 'text.startsWith("/")'],
    ["r.text.matches(/refunds?/mi)", "text.matches(/refunds?/im)"],
    ["r.parameters.temperature > 0.5", "parameters.temperature > 0.5"],
    ["r.parameters.seed === undefined", "parameters.seed === undefined"],
    ['r.parameters.reasoning_effort !== "high"', 'parameters.reasoning_effort !== "high"'],
    ["r.parameters.store && r.stream", "parameters.store && stream"],
    ['r.local("Europe/Berlin").hour >= 8', 'local("Europe/Berlin").hour > 7'],
    ['r.local("America/New_York").weekday === "sun"', 'local("America/New_York").weekday === "sun"'],
    ['r.key.tags.some((tag) => tag.startsWith("eu-"))', 'key.tags.some((tag) => tag.startsWith("eu-"))'],
    [
      'r.key.tags.some((t) => t === "eu" || t.endsWith("-eu"))',
      'key.tags.includes("eu") || key.tags.some((tag) => tag.endsWith("-eu"))',
    ],
    [
      'r.key.tags.some((t) => t.startsWith("eu-") && r.stream)',
      'key.tags.some((tag) => tag.startsWith("eu-")) && stream',
    ],
    ['r.sample("key.id") < 10', 'sample("key.id") < 10'],
    ['r.sample("r.metadata.plan") >= 12.5', 'sample("metadata.plan") >= 12.5'],
    ['r.sample("key.team") === undefined', "key.team === undefined"],
  ])("%s", (condition, expected) => {
    expect(lowered(condition)).toBe(expected);
  });

  test("are one column for each argument", () => {
    const { columns } = compiled('r.sample("key.id") < 10 || r.sample("key.id") > 90 || r.sample("key.env") < 10')
      .table!.value.routes[0]!;
    expect(columns).toMatchObject([
      { fact: "sample", argument: "key.env", cuts: [10] },
      { fact: "sample", argument: "key.id", cuts: [10, 90.00000000000001] },
    ]);
  });
});

describe("a mistake is found at its place", () => {
  test.each([
    ["r.budget.taem.left < usd(5)", "name/unknown-budget: r.budget.taem"],
    ["r.latency.standrd.total.p50 > ms(5)", "name/unknown-tier: r.latency.standrd"],
    [`r.health["${OTHER}i"] === "up"`, `name/unknown-model: r.health["${OTHER}i"]`],
    [`r.health["${OTHER}"] === "upp"`, 'name/unknown-value: "upp"'],
    ["r.budget.team.lft < usd(5)", "name/unknown-fact: r.budget.team.lft"],
    ["r.latency.standard.total.p50 > usd(5)", "syntax/unit-mismatch: r.latency.standard.total.p50 > usd(5)"],
    ["r.latency.standard.total.p50 > 5", "syntax/unit-mismatch: r.latency.standard.total.p50 > 5"],
    ["r.inputTokens > ms(5)", "syntax/unit-mismatch: r.inputTokens > ms(5)"],
    ['r.sample("key.id") < usd(1)', 'syntax/unit-mismatch: r.sample("key.id") < usd(1)'],
    ["r.sample(r.key.id) < 5", "syntax/condition-type: r.key.id"],
    ['r.sample("hour") < 5', 'syntax/condition-type: "hour"'],
    ['r.sample("key.idd") < 5', 'name/unknown-fact: "key.idd"'],
    ["r.sample < 5", "syntax/condition-type: r.sample"],
    ["r.text.matches(/x(a+)+y/)", "syntax/pattern-not-linear: a+"],
    ["r.text.matches(/x(?=y)/)", "syntax/pattern-unsupported: (?="],
    ["r.text.matches(/x/g)", "syntax/pattern-unsupported: /x/g"],
    ['r.text.matches("x")', 'syntax/condition-type: r.text.matches("x")'],
    [
      "r.budget.team.left - r.budget.team.spent > usd(5)",
      "syntax/condition-type: r.budget.team.left - r.budget.team.spent",
    ],
  ])("%s", (condition, finding) => {
    const { diagnostics, ...rest } = compiled(condition);
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    expect(findings({ ...rest, diagnostics: errors })).toEqual([finding]);
  });

  test("a unit that does not fit names both units and the way out", () => {
    const [found] = compiled("r.budget.team.left < ms(5)").diagnostics;
    expect(found).toMatchObject({
      message: "`r.budget.team.left` is in US dollars, but `ms(5)` is a duration",
      help: "Write an amount of US dollars: `usd(5)`.",
    });
  });
});

describe("what is no question to one tag, or no zone, is refused", () => {
  test.each([
    ['r.key.tags.some((t) => !t.startsWith("eu-"))', "syntax/condition-type"],
    ['r.key.tags.some((t) => t.startsWith("eu-") && t.endsWith("-1"))', "syntax/condition-type"],
    ["r.key.tags.some((t) => r.stream)", "syntax/condition-type"],
    ["r.key.tags.some((t) => true)", "syntax/condition-type"],
    ['r.key.tags.every((t) => t.startsWith("eu-"))', "syntax/condition-type"],
    ['r.local("Europe/Berlim").hour > 3', "name/unknown-zone"],
    ['r.local("CET").hour > 3', "name/unknown-zone"],
    ['r.local("+01:00").hour > 3', "name/unknown-zone"],
    ["r.local.hour > 3", "syntax/condition-type"],
    ['r.local["Europe/Berlin"].hour > 3', "syntax/condition-type"],
    ["r.local(5).hour > 3", "syntax/condition-type"],
    ['r.local("Europe/Berlin").minute > 3', "name/unknown-fact"],
    ["r.parameters.temprature > 1", "name/unknown-fact"],
    ["r.parameters.temperature > usd(1)", "syntax/unit-mismatch"],
    ['r.parameters.reasoning_effort === "huge"', "name/unknown-value"],
  ])("%s", (condition, code) => {
    expect(findings(compiled(JSON.stringify(condition))).map((found) => found.split(":")[0])).toEqual([code]);
  });
});
