/** What a client sees of budgets: what is left, what stands in, what is refused. */
import { expect, test } from "vitest";
import type { RuntimeOptions } from "../../../../runtime/main.ts";
import { hashKey, type KeyRecord } from "../../../../runtime/state/keys.ts";
import { fromPolicy, tableOf } from "../../from-policy.ts";
import { type Asked, ask, provider, type Reply, simulator, type TestRuntime } from "../../running.ts";

const key = (id: string, team?: string): KeyRecord => ({ id, hash: hashKey(id), tags: [], ...(team && { team }) });
const keys = [key("red-1", "red"), key("red-2", "red"), key("blue", "blue"), key("alone")];

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget", "cost/without-owner"];

interface Written {
  readonly budgets: string;
  readonly route?: string;
}

/** 0.75 and 4.50 USD per million tokens; 0.10 and 0.40 of the cheap one. */
async function gateway({ budgets, route = "" }: Written, options: Partial<RuntimeOptions> = {}) {
  const text = `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 }${route} }
budgets:
  ${budgets}
`;
  const openai = await simulator();
  const standIns = { openai: openai.url };
  return { openai, gateway: await fromPolicy(tableOf(text, silent), standIns, { keys, ...options }) };
}

function say(runtime: TestRuntime, who: string, asked: Omit<Asked, "body"> & { body?: object } = {}): Promise<Reply> {
  const body = { model: "chat", messages: [{ role: "user", content: "Hello there" }], max_tokens: 100, ...asked.body };
  return ask(runtime, { ...asked, headers: { authorization: `Bearer ${who}`, ...asked.headers }, body });
}

/** Whole micro-USD. */
function costOf({ headers }: Reply): number {
  return Math.ceil(Math.round(Number(headers["x-pointsman-cost-usd"]) * 1e9) / 1e3);
}

function leftOf({ headers }: Reply): Record<string, number> {
  const said = String(headers["x-pointsman-budget-left"] ?? "").split(", ");
  return Object.fromEntries(
    said.map((one) => one.split("=")).map(([name, usd]) => [name, Math.round(Number(usd) * 1e6)]),
  );
}

test("what an answer cost is taken from the budget of its team, to the micro-dollar, and the answer says what is left", async () => {
  const { gateway: runtime } = await gateway({ budgets: "team: { per: r.key.team, limit: $1, window: day }" });
  const first = await say(runtime, "red-1");
  expect(first.status).toBe(200);
  expect(leftOf(first)).toEqual({ team: 1_000_000 - costOf(first) });
  const second = await say(runtime, "red-2");
  expect(leftOf(second)).toEqual({ team: 1_000_000 - costOf(first) - costOf(second) });
  const other = await say(runtime, "blue");
  expect(leftOf(other)).toEqual({ team: 1_000_000 - costOf(other) });
});

test("a request that may cost more than is left is refused with 402, and told when the window ends", async () => {
  const { gateway: runtime, openai } = await gateway({
    budgets: "team: { per: r.key.team, limit: $0.0004, window: day }",
  });
  const refused = await say(runtime, "red-1");
  expect(openai.requests).toEqual([]);
  expect([refused.status, refused.json.error?.type, refused.json.error?.code]).toEqual([
    402,
    "insufficient_quota",
    "budget_exhausted",
  ]);
  const midnight = new Date();
  midnight.setUTCHours(24, 0, 0, 0);
  expect(Math.abs(Number(refused.headers["retry-after"]) - (midnight.getTime() - Date.now()) / 1_000)).toBeLessThan(10);
  expect(refused.headers["x-should-retry"]).toBe("false");
  expect(refused.json.error?.message).toMatch(
    /^The budget "team" does not cover this request: it may cost up to \$0\.\d+, and \$0\.0004 is left until \d{4}-\d\d-\d\d 00:00 UTC\.$/,
  );
  expect(refused.headers["x-pointsman-budget-left"]).toBe("team=0.0004");
  const messages = await say(runtime, "red-1", { path: "/v1/messages" });
  expect([messages.status, (messages.json.error as { type?: string }).type]).toEqual([402, "billing_error"]);
});

test("what the budget names when it is spent serves in place of all that is left, on the terms of the rule", async () => {
  const { gateway: runtime } = await gateway({
    budgets: "team: { per: r.key.team, limit: $0.0006, window: month, exhausted: openai/gpt-6-luna }",
  });
  const replies: Reply[] = [];
  for (let i = 0; i < 4; i++) replies.push(await say(runtime, "red-1"));
  const targets = replies.map(({ headers }) => headers["x-pointsman-target"]);
  const turned = targets.indexOf("openai/gpt-6-luna");
  expect(turned).toBeGreaterThan(0);
  expect(targets.slice(turned).every((id) => id === "openai/gpt-6-luna")).toBe(true);
  expect(replies[turned]?.headers["x-pointsman-fallback"]).toBe("over-budget=openai/gpt-6-luna");
  expect(replies[turned]?.headers["x-pointsman-attempts"]).toBe("1");
  const spent = replies.reduce((sum, reply) => sum + costOf(reply), 0);
  expect(leftOf(replies.at(-1)!)).toEqual({ team: 600 - spent });
});

test("a policy's own words refuse where it has them", async () => {
  const { gateway: runtime } = await gateway({
    budgets: 'team: { per: r.key.team, limit: $0.0001, window: hour, exhausted: { reject: 429, message: "Ask Ann." } }',
  });
  const refused = await say(runtime, "red-1");
  expect([refused.status, refused.json.error?.message]).toEqual([429, "Ask Ann."]);
  expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
});

test("who has not the fact that a budget is kept by is refused, and told what is missing; or shares one with all such", async () => {
  const alone = await gateway({ budgets: "team: { per: r.key.team, limit: $1, window: day }" });
  const refused = await say(alone.gateway, "alone");
  expect([refused.status, refused.json.error?.code]).toEqual([403, "budget_without_owner"]);
  expect(refused.json.error?.message).toContain("key.team");
  expect(alone.openai.requests).toEqual([]);
  const counted = await say(alone.gateway, "alone", { path: "/v1/messages/count_tokens" });
  expect(counted.status).toBe(200);
  const pooled = await gateway({ budgets: "team: { per: r.key.team, limit: $1, window: day, missing: pool }" });
  const [one, two] = [await say(pooled.gateway, "alone"), await say(pooled.gateway, "alone")];
  expect(leftOf(two)).toEqual({ team: 1_000_000 - costOf(one) - costOf(two) });
});

test("of two budgets both are spent from or none, and either refuses", async () => {
  const { gateway: runtime } = await gateway({
    budgets:
      "team: { per: r.key.team, limit: $1, window: day }\n  key: { per: r.key.id, limit: $0.0006, window: total }",
  });
  const first = await say(runtime, "red-1");
  let refused = await say(runtime, "red-1");
  for (let i = 0; refused.status === 200 && i < 20; i++) refused = await say(runtime, "red-1");
  expect(refused.status).toBe(402);
  expect(refused.json.error?.message).toContain('"key"');
  expect(refused.headers["retry-after"]).toBeUndefined();
  const other = await say(runtime, "red-2");
  const key = 600 - leftOf(refused).key!;
  expect(leftOf(other)).toEqual({ key: 600 - costOf(other), team: 1_000_000 - key - costOf(other) });
  expect(first.status).toBe(200);
});

test("a rule asks what is left, and is answered by what was spent a moment ago", async () => {
  const { gateway: runtime } = await gateway({
    budgets: "team: { per: r.key.team, limit: $1, window: day }",
    route: ", rules: [{ when: r.budget.team.spent > usd(0), use: openai/gpt-6-luna }]",
  });
  const targets: unknown[] = [];
  for (let i = 0; i < 3; i++) targets.push((await say(runtime, "red-1")).headers["x-pointsman-target"]);
  targets.push((await say(runtime, "blue")).headers["x-pointsman-target"]);
  expect(targets).toEqual(["openai/gpt-5.4-mini", "openai/gpt-6-luna", "openai/gpt-6-luna", "openai/gpt-5.4-mini"]);
});

test("five hundred that come at once against room for a hundred are a hundred", async () => {
  let open = 0;
  let most = 0;
  const answers: (() => void)[] = [];
  const url = await provider((_request, response) => {
    most = Math.max(most, ++open);
    answers.push(() => {
      open--;
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
    });
  });
  // Input of 1 byte each is held by what no tokenizer counts more than: the refusal says by how much.
  const probe = await gateway({ budgets: "team: { per: r.key.team, limit: $0.000001, window: day }" });
  const [, asked = ""] = /up to \$([\d.]+)/.exec((await say(probe.gateway, "red-1")).json.error!.message) ?? [];
  const limit = (Number(asked) * 100).toFixed(6);
  const table = tableOf(
    `routes:\n  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }\nbudgets:\n  team: { per: r.key.team, limit: $${limit}, window: day }\n`,
    silent,
  );
  const runtime = await fromPolicy(table, { openai: url }, { keys });
  let refused = 0;
  const one = async (): Promise<Reply> => {
    const reply = await say(runtime, "red-1");
    if (reply.status === 402) refused++;
    return reply;
  };
  const replies = Promise.all(Array.from({ length: 500 }, one));
  await expect.poll(() => [answers.length, refused], { timeout: 60_000 }).toEqual([100, 400]);
  for (const answered of answers.splice(0)) answered();
  const all = await replies;
  expect(all.filter(({ status }) => status === 200)).toHaveLength(100);
  expect(all.filter(({ status }) => status === 402)).toHaveLength(400);
  expect(most).toBe(100);
});

const answer = {
  ...{ id: "x", object: "chat.completion", created: 1, model: "m" },
  choices: [{ index: 0, message: { role: "assistant", content: "Hi." }, finish_reason: "stop" }],
  usage: { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 },
};

test("a limit that a new table changes holds from the next request on, and what was spent stays", async () => {
  const limited = (limit: string) =>
    tableOf(
      `routes:\n  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
budgets:\n  team: { per: r.key.team, limit: ${limit}, window: day }\n`,
      silent,
    );
  const openai = await simulator();
  const standIns = { openai: openai.url };
  const runtime = await fromPolicy(limited("$1"), standIns, { keys });
  const first = await say(runtime, "red-1");
  expect(await runtime.offer({ table: limited("$0.01"), standIns })).toMatchObject({ kind: "swapped" });
  const second = await say(runtime, "red-1");
  expect(leftOf(second)).toEqual({ team: 10_000 - costOf(first) - costOf(second) });
  expect(await runtime.offer({ table: limited("$0.00001"), standIns })).toMatchObject({ kind: "swapped" });
  expect((await say(runtime, "red-1")).status).toBe(402);
});
