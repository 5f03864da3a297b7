/** Two processes on one store, whose clocks are set by an hour, ahead and back: everybody is answered, and charged what was billed. */
import { expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { afterTest } from "../../after-test.ts";
import { tableOf } from "../../from-policy.ts";
import { ask, type Reply, simulator } from "../../running.ts";
import { newFile } from "../../state/store/new-file.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { type GatewayProcess, startGateway } from "./in-process/start-gateway.ts";

const HOUR = 3_600_000;
const LEASE = 2_000;
/** Milliseconds in which others look at what has expired. */
const LOOKS = 2 * LEASE;

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget"];
const table = () =>
  tableOf(
    `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
budgets:
  own: { per: r.endpoint, limit: $100, window: total }
  hourly: { per: r.endpoint, limit: $1, window: hour }
limits:
  calls: { per: r.endpoint, requests: 600, window: second }
  atOnce: { per: r.endpoint, concurrency: 20 }
`,
    silent,
  );

const stores: Record<string, () => Promise<string>> = {
  sqlite: async () => `sqlite:${newFile()}`,
  ...(hasRedis && {
    redis: async () => {
      const server = await RedisServer.start();
      afterTest(() => server.stop());
      return server.url;
    },
  }),
};

test.each(Object.keys(stores))(
  "on %s clocks that jump lock nobody out, and what was under way is charged once",
  { timeout: 180_000 },
  async (name) => {
    const state = await stores[name]!();
    let billed = 0;
    const openai = await simulator({ bill: ({ input, output }) => (billed += Math.ceil(input * 0.75 + output * 4.5)) });
    const terms = { table: table(), state, provider: openai.url, lease: LEASE };
    const [one, other] = [await startGateway(terms), await startGateway(terms)];
    const both = [one, other];
    await each(both);

    // One is under way while the other's clock is ahead, and then its own is, and both are set back.
    await openai.setFaults([{ fault: "slow-first-token", value: 4 * LOOKS, times: 1 }]);
    const underWay = say(one);
    await expect.poll(() => openai.open).toBe(1);
    for (const [who, by] of [
      [other, HOUR],
      [one, HOUR],
      [other, -HOUR],
      [one, -HOUR],
    ] as const) {
      // biome-ignore format: one line
      who.setClock(by);
      for (const end = Date.now() + LOOKS / 2; Date.now() < end; ) await each(both);
    }
    expect((await underWay).status).toBe(200);
    for (const end = Date.now() + LOOKS; Date.now() < end; ) await each(both);

    const store = await openStore(state);
    afterTest(() => store.close());
    const standing = async () => (await store.standings(["own endpoint total chat"], Date.now()))[0]!;
    await expect.poll(standing, { timeout: 10_000 }).toEqual({ spent: billed, held: 0, unsettled: 0 });
    const events = both.flatMap(({ log }) => log.filter(({ event }) => event === "alarm" || event === "fault"));
    expect(events).toEqual([]);
  },
);

async function each(both: readonly GatewayProcess[]): Promise<void> {
  const replies = await Promise.all(both.map(say));
  expect(replies.map(({ status, text }) => (status === 200 ? status : text))).toEqual([200, 200]);
  await new Promise((resolve) => setTimeout(resolve, 50));
}

function say(gateway: GatewayProcess): Promise<Reply> {
  return ask(gateway, { body: { model: "chat", messages: [{ role: "user", content: "Write 1 words." }] } });
}
