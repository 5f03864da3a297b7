/** A key that may call some targets alone reaches no other, whatever leads there. */
import { expect, test } from "vitest";
import { hashKey, type KeyRecord } from "../../../runtime/state/keys.ts";
import type { Simulator } from "../../../simulator/start-simulator.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { ask, hello, KEY, keyRecord, type Reply, simulator, type TestRuntime } from "../running.ts";

const [allowed, forbidden] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5"];
const max = "max: { inputTokens: 50000 }";

interface Setting {
  readonly gateway: TestRuntime;
  readonly one: Simulator;
  readonly other: Simulator;
}

const limited: KeyRecord = { id: "limited", hash: hashKey("limited"), tags: [], direct: true, targets: ["openai/*"] };

async function setting(policy: string, silent: readonly string[] = [], delay = 0): Promise<Setting> {
  const [one, other] = await Promise.all([
    simulator({ record: 100, delay }),
    simulator({ dialect: "anthropic", record: 100 }),
  ]);
  const standIns = { openai: one.url, anthropic: other.url };
  const keys = [limited, { ...keyRecord, direct: true }];
  return { gateway: await fromPolicy(tableOf(policy, silent), standIns, { keys }), one, other };
}

const asking = (gateway: TestRuntime, key: string, more: object = {}): Promise<Reply> =>
  ask(gateway, { headers: { authorization: `Bearer ${key}` }, body: { ...hello, ...more } });

test.each<[string, string, string[]]>([
  ["the next of a chain", `routes: { chat: { otherwise: [${allowed}, ${forbidden}], ${max} } }`, []],
  [
    "where its failure leads",
    `tiers: { other: ${forbidden} }\nroutes: { chat: { otherwise: ${allowed}, fallbackOn: { server-error: other, default: true }, ${max} } }`,
    [],
  ],
])("a failure leads to a target that the key may not call by no way: %s", async (_, policy, silent) => {
  const { gateway, one, other } = await setting(policy, silent);
  await one.setFaults([{ fault: "500" }]);
  const refused = await asking(gateway, "limited");
  expect(refused.status).toBe(500);
  expect(refused.json.error?.attempts?.map(({ target }) => target)).toEqual([allowed, allowed]);
  expect(other.requests).toHaveLength(0);
  // It leads there for others.
  expect((await asking(gateway, KEY)).headers["x-pointsman-target"]).toBe(forbidden);
});

test.each<[string, string, string[]]>([
  [
    "a hedge",
    `routes: { chat: { otherwise: [${allowed}, ${forbidden}], hedge: { after: 100ms, most: 1 }, ${max} } }`,
    ["cost/all-hedged", "cost/hedge-doubles"],
  ],
  [
    "a shadow",
    `routes: { chat: { otherwise: ${allowed}, shadow: { use: ${forbidden}, share: 1 }, ${max} } }`,
    ["cost/all-shadowed"],
  ],
  [
    "a canary",
    `metadata: { user: string }\nroutes: { chat: { otherwise: ${allowed}, canary: { use: ${forbidden}, share: 0.5, by: metadata.user, back: { failures: 5 } }, ${max} } }`,
    [],
  ],
  [
    "a side of a split",
    `metadata: { user: string }\nroutes: { chat: { otherwise: { split: { ${forbidden}: 50, ${allowed}: 50 }, by: metadata.user }, ${max} } }`,
    [],
  ],
  ["the first of a chain", `routes: { chat: { otherwise: [${forbidden}, ${allowed}], ${max} } }`, []],
  [
    "the cheapest, or any of them",
    `routes: { chat: { otherwise: { balance: [${forbidden}, ${allowed}] }, ${max} } }`,
    [],
  ],
])("what a policy asks first or beside is not asked for a key that may not call it: %s", async (_, policy, silent) => {
  const { gateway, other } = await setting(policy, silent, policy.includes("hedge") ? 300 : 0);
  const users = policy.includes("user")
    ? Array.from({ length: 12 }, (_, i) => ({ metadata: { user: `user ${i}` } }))
    : [{}, {}];
  for (const more of users)
    expect((await asking(gateway, "limited", more)).headers["x-pointsman-target"]).toBe(allowed);
  expect(other.requests).toHaveLength(0);
  for (const more of users) expect((await asking(gateway, KEY, more)).status).toBe(200);
  await expect.poll(() => other.requests.length).toBeGreaterThan(0);
});

test.each<[string, string, string[]]>([
  [
    "a budget that is spent",
    `routes: { chat: { otherwise: openai/gpt-6.2-sol, max: { inputTokens: 1000, outputTokens: 1000 } } }
budgets: { all: { per: r.endpoint, limit: $0.005, window: total, exhausted: ${forbidden} } }`,
    ["cost/request-above-budget", "limit/missing-per"],
  ],
  [
    "a limit that is full",
    `routes: { chat: { otherwise: ${allowed}, ${max} } }
limits: { calls: { per: r.endpoint, requests: 1, window: day, exhausted: ${forbidden} } }`,
    [],
  ],
])("what stands in is not asked for a key that may not call it: %s", async (_, policy, silent) => {
  const { gateway, other } = await setting(policy, silent);
  // The other key has it spent, and is served by what stands in.
  await asking(gateway, KEY);
  const served = await asking(gateway, KEY);
  expect([served.status, served.headers["x-pointsman-target"]]).toEqual([200, forbidden]);
  const before = other.requests.length;
  const refused = await asking(gateway, "limited");
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.status).toBeLessThan(500);
  expect(other.requests).toHaveLength(before);
});

test("a route of which the key may call no target is refused, and so is the target by its own name", async () => {
  const { gateway, other } = await setting(`routes: { chat: { otherwise: ${forbidden}, ${max} } }`);
  const route = await asking(gateway, "limited");
  expect([route.status, route.json.error?.code]).toEqual([403, "target_not_allowed"]);
  const direct = await asking(gateway, "limited", { model: forbidden });
  expect([direct.status, direct.json.error?.code]).toEqual([403, "direct_not_allowed"]);
  expect(other.requests).toHaveLength(0);
  expect((await asking(gateway, KEY, { model: forbidden })).status).toBe(200);
  const headers = { authorization: "Bearer limited" };
  const models = await ask(gateway, { method: "GET", path: "/v1/models", headers });
  expect(models.json.data?.map(({ id }) => id)).toEqual(["chat"]);
});
