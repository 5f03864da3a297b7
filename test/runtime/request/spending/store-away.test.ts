/** What becomes of requests while the store of budgets is away, and of what they cost when it is back. */
import { expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { afterTest } from "../../after-test.ts";
import { fromPolicy, tableOf } from "../../from-policy.ts";
import { ask, type Reply, simulator, type TestRuntime } from "../../running.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget", "limit/missing-per"];

async function serving(state: string, onStoreDown: string): Promise<TestRuntime> {
  const text = `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
budgets:
  own: { per: r.key.id, limit: $1, window: total, onStoreDown: ${onStoreDown} }
`;
  const openai = await simulator();
  return fromPolicy(tableOf(text, silent), { openai: openai.url }, { state });
}

function say(runtime: TestRuntime): Promise<Reply> {
  return ask(runtime, { body: { model: "chat", messages: [{ role: "user", content: "Hello there" }] } });
}

function cost({ headers }: Reply): number {
  return Math.ceil(Math.round(Number(headers["x-pointsman-cost-usd"]) * 1e9) / 1e3);
}

async function redis(): Promise<RedisServer> {
  const server = await RedisServer.start();
  afterTest(() => server.stop());
  return server;
}

test.runIf(hasRedis)("requests are refused while it is away, and served again when it is back", async () => {
  const server = await redis();
  const runtime = await serving(server.url, "deny");
  expect((await say(runtime)).status).toBe(200);
  await server.kill();
  const refused = [await say(runtime), await say(runtime)];
  for (const { status, json, headers } of refused)
    expect([status, json.error?.code, headers["retry-after"]]).toEqual([503, "budget_unavailable", "1"]);
  expect(runtime.log.filter(({ event }) => event === "alarm")).toHaveLength(1);
  await server.restart();
  await expect.poll(async () => (await say(runtime)).status, { timeout: 20_000 }).toBe(200);
});

test.runIf(hasRedis)(
  "where the policy lets them, they are served, and charged when it is back, each once",
  async () => {
    const server = await redis();
    const runtime = await serving(server.url, "allow");
    const before = await say(runtime);
    // A Redis that is killed may forget its last second.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await server.kill();
    const meanwhile = [await say(runtime), await say(runtime), await say(runtime)];
    expect(meanwhile.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(runtime.log.filter(({ event }) => event === "alarm")).toHaveLength(1);
    await server.restart();
    const spent = [before, ...meanwhile].reduce((sum, reply) => sum + cost(reply), 0);
    const store = await openStore(server.url);
    afterTest(() => store.close());
    const standing = async () => (await store.standings(["own key.id total k1"], Date.now()))[0]!;
    await expect.poll(standing, { timeout: 20_000 }).toEqual({ spent, held: 0, unsettled: 0 });
    expect(runtime.log.filter(({ event }) => event === "store-back")).toHaveLength(1);
  },
);
