import { describe, expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

function told(policy: string, overlay?: string): string[] {
  const files = { "routes.yaml": policy, ...(overlay ? { "catalog.yaml": overlay } : {}) };
  const { diagnostics } = compileFiles(files);
  const own = diagnostics.filter(({ code }) => /^(cost|data)\//.test(code));
  return own.map(({ code, message, span }) => {
    return `${code} at ${span?.file.text.slice(span.start, span.end)}: ${message}`;
  });
}

const codes = (policy: string, overlay?: string) => told(policy, overlay).map((line) => line.split(":")[0]);
const usual = "routes: { chat: { otherwise: openai/gpt-5.4-mini } }\n";

describe("a budget is above the one that it is part of", () => {
  const pair = (child: string, parent: string) =>
    `${usual}budgets:\n  outer: { missing: refuse, ${parent} }\n  inner: { missing: refuse, ${child} }\n`;
  const found = ["cost/child-above-parent at inner"];

  test.each([
    ["key.id, limit: $200, window: month", "key.team, limit: $100, window: month", found],
    ["key.id, limit: $100, window: month", "key.team, limit: $100, window: month", []],
    ["key.id, limit: $200, window: hour", "key.env, limit: $100, window: week", found],
    ["key.id, limit: $200, window: month", "key.team, limit: $100, window: week", []],
    ["key.team, limit: $200, window: day", "key.team, limit: $100, window: month", found],
    ["key.team, limit: $200, window: day", "key.id, limit: $100, window: month", []],
    ["key.team, limit: $200, window: day", "key.env, limit: $100, window: month", []],
    ["key.id, limit: $200, window: day", "key.team, limit: $100, window: total", found],
    ["key.id, limit: $200, window: total", "key.team, limit: $100, window: total", found],
    ["key.id, limit: $200, window: total", "key.team, limit: $100, window: day", []],
  ])("per %s, within per %s", (child, parent, expected) => {
    expect(codes(pair(`per: ${child}`, `per: ${parent}`))).toEqual(expected);
  });

  test("not when the lower one goes on with other targets: that is a warning line before the limit", () => {
    const child = "per: key.team, limit: $200, window: month";
    const parent = "per: key.team, limit: $100, window: month";
    expect(codes(pair(child, `${parent}, exhausted: openai/gpt-6-luna`))).toEqual([]);
    expect(codes(pair(child, `${parent}, exhausted: { reject: 402, message: Spent. }`))).toEqual(found);
  });

  test("not by metadata, whose values belong to no key", () => {
    const metadata = "metadata: { project: string }\n";
    const child = "per: metadata.project, limit: $200, window: day";
    expect(codes(metadata + pair(child, "per: key.team, limit: $100, window: day"))).toEqual([]);
  });

  test("says both", () => {
    expect(told(pair("per: key.id, limit: $200, window: day", "per: key.team, limit: $100, window: month"))).toEqual([
      "cost/child-above-parent at inner: `inner` allows $200 per day and `key.id`, but `outer`, which also counts all of it, only $100 per month and `key.team`",
    ]);
  });
});

describe("a spent budget makes requests dearer", () => {
  const spent = (otherwise: string, exhausted: string) =>
    `routes: { chat: { otherwise: ${otherwise} } }\nbudgets:\n  team: { per: key.team, missing: refuse, limit: $9, window: day, exhausted: ${exhausted} }\n`;
  const [luna, mini, opus] = ["openai/gpt-6-luna", "openai/gpt-5.4-mini", "anthropic/claude-opus-5-5"];

  test.each([
    [luna, opus, true],
    [opus, luna, false],
    [`[${luna}, ${opus}]`, opus, false],
    [luna, `[${opus}, ${luna}]`, true],
    [mini, `[${luna}, ${opus}]`, true],
    [opus, `[${luna}, ${mini}]`, false],
    [luna, luna, false],
    [luna, "{ reject: 402, message: Spent. }", false],
  ])("%s, then %s: %s", (otherwise, exhausted, isFound) => {
    expect(codes(spent(otherwise, exhausted))).toEqual(isFound ? [`cost/dearer-exhausted at ${exhausted}`] : []);
  });

  test("not while one route gets cheaper; a route that has these very targets anyway does not count", () => {
    const policy = (second: string) =>
      `routes: { a: { otherwise: ${luna} }, b: { otherwise: ${second} } }\nbudgets:\n  team: { per: key.team, missing: refuse, limit: $9, window: day, exhausted: ${mini} }\n`;
    expect(codes(policy(opus))).toEqual([]);
    expect(codes(policy(mini))).toEqual([`cost/dearer-exhausted at ${mini}`]);
  });

  test("says the rates, as they are on the day", () => {
    const overlay = (from: string) => `prices:
  ${luna}: { price: { input: 1, output: 2 } }
  ${mini}: { price: { input: 3, output: 4, scheduled: [{ from: "${from}", input: 0.5 }] } }
`;
    expect(told(spent(luna, mini), overlay("2027-03-01"))).toContain(
      `cost/dearer-exhausted at ${mini}: when the budget is spent, a million tokens cost at least $3 in and $4 out; until then at most $1 in and $2 out`,
    );
    expect(codes(spent(luna, mini), overlay("2026-11-01"))).toEqual([]);
  });
});

describe("nothing can be spent from a budget", () => {
  const budgets = "budgets: { team: { per: key.team, missing: refuse, limit: $9, window: day } }\n";
  const code = "cost/untrippable-budget at team";
  const chat = (otherwise: string) => `routes: { chat: { otherwise: ${otherwise} } }\n${budgets}`;

  test("where every target is free", () => {
    const free = "prices: { groq/groq/compound: { price: { input: 0, output: 0 } } }\n";
    expect(codes(chat("groq/groq/compound"), free)).toEqual([code]);
    expect(codes(chat("[groq/groq/compound, openai/gpt-5.4-mini]"), free)).toEqual([]);
    const tiered =
      "prices: { groq/groq/compound: { price: { input: 0, output: 0, tiers: [{ above: 1000, input: 1 }] } } }\n";
    expect(codes(chat("groq/groq/compound"), tiered)).toEqual([]);
  });

  test("where every request is refused", () => {
    expect(told(chat("{ reject: 403, message: Closed. }"))).toEqual([
      `${code}: nothing can be spent from \`team\`: every request is refused`,
    ]);
  });
});

describe("one request can cost more than a budget", () => {
  // 4 and 20 USD per million tokens, 5 for writing the cache: 100,000 in, which are at most 400,000, and 10,000 out are 2.20 USD.
  const overlay = "prices:\n  anthropic/claude-opus-5-5: { price: { input: 4, output: 20, cacheWrite: 5 } }\n";
  const policy = (limit: string, route = "") =>
    `routes:\n  chat: { otherwise: [anthropic/claude-opus-5-5, openai/gpt-6-luna], max: { inputTokens: 100000, outputTokens: 10000, choices: 1 }${route} }\nbudgets:\n  key: { per: key.id, limit: ${limit}, window: day }\n`;
  const code = "cost/request-above-budget at key";

  test("by its largest size, at the dearest target", () => {
    expect(codes(policy("$2.20"), overlay)).toEqual([]);
    expect(told(policy("$2.19"), overlay)).toEqual([
      `${code}: one request to \`chat\` can cost $2.2 at \`anthropic/claude-opus-5-5\` (400,000 tokens in, 10,000 out), and \`key\` has $2.19 per day`,
    ]);
  });

  test("not when the cost of a request is limited, or its output fixed", () => {
    expect(codes(policy("$2", ", maxCost: $2"), overlay)).toEqual([]);
    expect(codes(policy("$2", ", maxCost: $2.10"), overlay)).toEqual([code]);
    expect(codes(policy("$2.01", ", set: { max_tokens: 100 }"), overlay)).toEqual([]);
  });

  // At most 360,000 in and 10,000 out are 4.10 USD.
  const dear = "prices:\n  openai/gpt-6-luna: { price: { input: 10, output: 50 } }\n";

  test("asks for the service tier that is dearest, where it reaches the target", () => {
    const tiers = (prices: string) =>
      prices.replace(/output: (\d+)/, "output: $1, serviceTiers: { priority: { input: 20, output: 100 } }");
    expect(codes(policy("$4.10"), dear)).toEqual([]);
    expect(told(policy("$4.10"), tiers(dear))[0]).toContain("can cost $8.2 at");
    expect(told(policy("$4.10"), tiers(dear))[0]).toContain("service tier `priority`");
    expect(codes(policy("$2.20"), tiers(overlay))).toEqual([]);
  });

  test("asks for as many answers as the route gives", () => {
    expect(told(policy("$4").replace("choices: 1", "choices: 3"), dear)[0]).toContain(
      "can cost $5.1 at `openai/gpt-6-luna` (360,000 tokens in, 10,000 out for each of 3 answers)",
    );
    expect(told(policy("$4").replace(", choices: 1", ""), dear)[0]).toContain("for each of 128 answers");
  });

  test("is not asked where the route has no bounds", () => {
    expect(codes(policy("$0.10").replace(", outputTokens: 10000", ""), overlay)).toEqual([]);
  });
});

describe("a spent budget has no target that a rule allows", () => {
  const policy = (exhausted: string, jurisdictions: string) => `routes:
  chat:
    rules: [{ when: r.stream, use: mistral/mistral-large-2512${jurisdictions} }]
    otherwise: anthropic/claude-opus-5-5
budgets: { team: { per: key.team, missing: refuse, limit: $9, window: day, exhausted: ${exhausted} } }
`;
  const luna = "openai/gpt-6-luna";

  test("by the jurisdictions of a rule", () => {
    expect(codes(policy(luna, ""))).toEqual([]);
    expect(codes(policy(luna, ", jurisdictions: [FR, US]"))).toEqual([]);
    expect(codes(policy(`[${luna}, mistral/mistral-small-2603]`, ", jurisdictions: [FR]"))).toEqual([]);
    expect(codes(policy("{ reject: 402, message: Spent. }", ", jurisdictions: [FR]"))).toEqual([]);
    expect(told(policy(luna, ", jurisdictions: [FR]"))).toEqual([
      `data/exhausted-leaves at ${luna}: every target here is under a law (US) that \`jurisdictions\` of \`chat\` leaves out: its requests are refused when the budget is spent`,
    ]);
  });

  test("with the rule labelled", () => {
    const [finding] = compileFiles({ "routes.yaml": policy(luna, ", jurisdictions: [FR]") }).diagnostics;
    const [label] = finding?.labels ?? [];
    expect(label?.span.file.text.slice(label.span.start, label.span.end)).toContain("when: r.stream");
  });

  test("not by a rule that refuses", () => {
    const refusing = policy(luna, "").replace(
      "use: mistral/mistral-large-2512",
      "use: { reject: 403, message: No. }, jurisdictions: [FR]",
    );
    expect(codes(refusing)).toEqual([]);
  });
});
