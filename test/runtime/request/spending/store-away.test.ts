/** What becomes of requests while the store of budgets is away, and of what they cost when it is back. */
import { expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { BillLine } from "../../../../simulator/bill.ts";
import type { Simulator } from "../../../../simulator/start-simulator.ts";
import { afterTest } from "../../after-test.ts";
import { fromPolicy, tableOf } from "../../from-policy.ts";
import { ask, type Reply, simulator, type TestRuntime } from "../../running.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget", "limit/missing-per"];

interface Setting {
  readonly runtime: TestRuntime;
  readonly openai: Simulator;
  /** Micro-USD of all answers. */
  billed(): number;
}

async function serving(state: string, onStoreDown: string): Promise<Setting> {
  const text = `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
budgets:
  own: { per: r.key.id, limit: $1, window: total, onStoreDown: ${onStoreDown} }
`;
  let billed = 0;
  const bill = ({ input, output }: BillLine): void => {
    billed += Math.ceil(input * 0.75 + output * 4.5);
  };
  const openai = await simulator({ bill });
  const runtime = await fromPolicy(tableOf(text, silent), { openai: openai.url }, { state });
  return { runtime, openai, billed: () => billed };
}

function say(runtime: TestRuntime): Promise<Reply> {
  return ask(runtime, { body: { model: "chat", messages: [{ role: "user", content: "Hello there" }] } });
}

/** Of budgets, and not of use. */
function alarms({ log }: TestRuntime): unknown[] {
  return log.filter(({ event, message }) => event === "alarm" && String(message).includes("store of budgets"));
}

function cost({ headers }: Reply): number {
  return Math.ceil(Math.round(Number(headers["x-pointsman-cost-usd"]) * 1e9) / 1e3);
}

/** A Redis that is killed may forget its last second, or two where its disk is slow: what is left in it would be in doubt then. */
async function untilKept(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 2_500));
}

async function redis(): Promise<RedisServer> {
  const server = await RedisServer.start();
  afterTest(() => server.stop());
  return server;
}

test.runIf(hasRedis).each([
  { onStoreDown: "deny", status: 503 },
  { onStoreDown: "allow", status: 200 },
])(
  "under $onStoreDown a Redis that hangs while it is asked to hold, and while it is told what was spent, lets $status be answered, and nothing is lost or held for ever",
  async ({ onStoreDown, status }) => {
    const server = await redis();
    const { runtime, openai, billed } = await serving(`${server.url}?timeout=500`, onStoreDown);
    await openai.setFaults([{ fault: "slow-first-token", value: 1_000, times: 1 }]);
    const underWay = say(runtime);
    await expect.poll(() => openai.open).toBe(1);
    server.hang();
    const meanwhile = await Promise.all([say(runtime), say(runtime), say(runtime)]);
    expect(meanwhile.map((reply) => reply.status)).toEqual([status, status, status]);
    const settledLater = await underWay;
    expect(settledLater.status).toBe(200);
    server.goOn();
    await expect.poll(async () => (await say(runtime)).status, { timeout: 20_000 }).toBe(200);
    const store = await openStore(server.url);
    afterTest(() => store.close());
    const standing = async () => (await store.standings(["own key.id total k1"], Date.now()))[0]!;
    await expect.poll(standing, { timeout: 20_000 }).toEqual({ spent: billed(), held: 0, unsettled: 0 });
    expect(alarms(runtime)).not.toEqual([]);
  },
);

test.runIf(hasRedis)("requests are refused while it is away, and served again when it is back", async () => {
  const server = await redis();
  const { runtime } = await serving(server.url, "deny");
  expect((await say(runtime)).status).toBe(200);
  await untilKept();
  await server.kill();
  const refused = [await say(runtime), await say(runtime)];
  for (const { status, json, headers } of refused)
    expect([status, json.error?.code, headers["retry-after"]]).toEqual([503, "budget_unavailable", "1"]);
  expect(alarms(runtime)).toHaveLength(1);
  await server.restart();
  await expect.poll(async () => (await say(runtime)).status, { timeout: 20_000 }).toBe(200);
});

test.runIf(hasRedis)(
  "where the policy lets them, they are served, and charged when it is back, each once",
  async () => {
    const server = await redis();
    const { runtime } = await serving(server.url, "allow");
    const before = await say(runtime);
    await untilKept();
    await server.kill();
    const meanwhile = [await say(runtime), await say(runtime), await say(runtime)];
    expect(meanwhile.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(alarms(runtime)).toHaveLength(1);
    await server.restart();
    const spent = [before, ...meanwhile].reduce((sum, reply) => sum + cost(reply), 0);
    const store = await openStore(server.url);
    afterTest(() => store.close());
    const standing = async () => (await store.standings(["own key.id total k1"], Date.now()))[0]!;
    await expect.poll(standing, { timeout: 20_000 }).toEqual({ spent, held: 0, unsettled: 0 });
    expect(runtime.log.filter(({ event }) => event === "store-back")).toHaveLength(1);
  },
);
