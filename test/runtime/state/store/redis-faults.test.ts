import { createServer } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import type { Doubt, Store } from "../../../../runtime/state/store/store.ts";
import { freePort } from "../../../free-port.ts";
import { afterTest } from "../../after-test.ts";
import { NOON } from "./accounts-conformance.ts";
import { CuttingProxy } from "./cutting-proxy.ts";
import { faultOf } from "./fault-of.ts";
import { durable, hasRedis, RedisServer } from "./redis-server.ts";

const total = { id: "total", limit: 1_000_000 };
const charge = (id: string) => ({ id, accounts: [total], cost: 1 });
const hold = (id: string) => ({ id, owner: "one", amount: 10, accounts: [total], expires: NOON + 60_000 });
const standing = async (store: Store) => (await store.standings(["total"], NOON))[0];

async function opened(url: string): Promise<{ store: Store; doubts: (Doubt | undefined)[] }> {
  const store = await openStore(url);
  afterTest(() => store.close());
  const doubts: (Doubt | undefined)[] = [];
  store.onDoubt((doubt) => doubts.push(doubt));
  return { store, doubts };
}

/** Until it is back. */
async function again<T>(does: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await does().then(
      (value) => ({ value }),
      () => new Promise<undefined>((resolve) => setTimeout(resolve, 20, undefined)),
    );
    if (answer !== undefined) return answer.value;
  }
}

test("a Redis that is not there is away at once", async () => {
  const url = `redis://127.0.0.1:${await freePort()}`;
  const { fault, message } = await faultOf(openStore(url));
  expect(fault).toBe("away");
  expect(message).toContain(url);
});

test("one that takes connections and says nothing is away after the time that it has", async () => {
  const silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const address = silent.address();
  afterTest(() => silent.close());
  const port = address !== null && typeof address === "object" ? address.port : 0;
  const { fault, message } = await faultOf(openStore(`redis://127.0.0.1:${port}?timeout=150`));
  expect(fault).toBe("away");
  expect(message).toContain("150 ms");
});

describe.skipIf(!hasRedis)("a Redis", () => {
  let server: RedisServer;
  let stores = 0;
  let url = "";
  beforeAll(async () => {
    server = await RedisServer.start(durable);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    url = `${server.url}?timeout=600&prefix=p${++stores}`;
  });

  test("that hangs is away, and what it would do later it does not do", async () => {
    const { store, doubts } = await opened(url);
    await store.hold(hold("h1"), NOON);
    server.hang();
    const late = [faultOf(store.hold(hold("h2"), NOON)), faultOf(store.settle([charge("c1")], NOON))];
    expect((await Promise.all(late)).map(({ fault }) => fault)).toEqual(["away", "away"]);
    server.goOn();
    await again(() => store.settle([charge("c2")], NOON));
    expect(await standing(store)).toEqual({ spent: 1, held: 10, unsettled: 0 });
    expect(doubts).toEqual([]);
  });

  test("that dies and comes back has all that it answered, and nothing is in doubt", async () => {
    const { store, doubts } = await opened(url);
    for (let i = 0; i < 50; i++) await store.settle([charge(`c${i}`)], NOON);
    const under = Promise.allSettled(Array.from({ length: 50 }, (_, i) => store.settle([charge(`d${i}`)], NOON)));
    await server.kill();
    const answered = (await under).filter(({ status }) => status === "fulfilled").length;
    expect((await faultOf(store.settle([charge("c0")], NOON))).fault).toBe("away");
    await server.restart();
    for (let i = 0; i < 50; i++) await again(() => store.settle([charge(`d${i}`)], NOON));
    expect(answered).toBeLessThanOrEqual(50);
    expect(await standing(store)).toEqual({ spent: 100, held: 0, unsettled: 0 });
    expect(doubts).toEqual([]);
  });

  test.each(["question", "answer"] as const)(
    "whose connection breaks at the %s is asked again, and does it once",
    async (cut) => {
      const proxy = await CuttingProxy.before(server.port);
      afterTest(() => proxy.close());
      const { store } = await opened(url.replace(String(server.port), String(proxy.port)));
      proxy.cutNext(cut);
      expect((await faultOf(store.hold(hold("h1"), NOON))).fault).toBe("away");
      expect(await store.hold(hold("h1"), NOON)).toEqual({ kind: "held", left: [999_990] });
      proxy.cutNext(cut);
      expect((await faultOf(store.settle([{ hold: "h1", cost: 3 }, charge("c1")], NOON))).fault).toBe("away");
      await store.settle([{ hold: "h1", cost: 3 }, charge("c1")], NOON);
      expect(await standing(store)).toEqual({ spent: 4, held: 0, unsettled: 0 });
    },
  );

  test("whose scripts were flushed is told them anew", async () => {
    const { store } = await opened(url);
    await store.settle([charge("c1")], NOON);
    await server.ask(["SCRIPT", "FLUSH"]);
    await store.settle([charge("c2")], NOON);
    expect((await standing(store))?.spent).toBe(2);
  });

  test("that was emptied is in doubt, which each process tells once", async () => {
    const both = [await opened(url), await opened(url)];
    const before = await both[0]!.store.epoch();
    for (const { store } of both) await store.settle([charge("c1")], NOON);
    await server.ask(["FLUSHALL"]);
    for (let i = 0; i < 3; i++) for (const { store } of both) await store.settle([charge(`d${i}`)], NOON);
    const after = await both[0]!.store.epoch();
    expect(after).not.toBe(before);
    for (const { doubts } of both) expect(doubts).toEqual([{ since: expect.any(Number), message: expect.any(String) }]);
    expect((await standing(both[0]!.store))?.spent).toBe(3);
  });

  test("that has no memory left refuses by name, and works again when it has", async () => {
    const { store } = await opened(url);
    const limit = async (bytes: string) => server.ask(["CONFIG", "SET", "maxmemory", bytes]);
    afterTest(() => limit("0"));
    await store.settle([charge("c1")], NOON);
    await limit("1");
    expect((await faultOf(store.hold(hold("h1"), NOON))).fault).toBe("full");
    await limit("0");
    await store.hold(hold("h1"), NOON);
    expect(await standing(store)).toEqual({ spent: 1, held: 10, unsettled: 0 });
  });

  test("is asked once for each call, and keeps all under one slot and the version of its layout", async () => {
    const { store } = await opened(url);
    const calls: (() => Promise<unknown>)[] = [
      () => store.hold(hold("h1"), NOON),
      () => store.settle([{ hold: "h1", cost: 1 }, charge("c1")], NOON),
      () => store.renew(["h1"], NOON),
      () => store.standings(["total"], NOON),
      () =>
        store.take(
          {
            rates: [{ key: "r", amount: 1, most: 2, per: 9_000 }],
            places: [{ key: "p", id: "i", most: 1, expires: NOON }],
          },
          NOON,
        ),
      () => store.correct([{ key: "r", amount: 1, most: 2, per: 9_000 }], NOON),
      () => store.leave(["i"]),
    ];
    for (const call of calls) await call();
    await server.ask(["CONFIG", "RESETSTAT"]);
    for (const call of calls) await call();
    const stats = String(await server.ask(["INFO", "commandstats"]));
    expect(stats).toMatch(new RegExp(`cmdstat_evalsha:calls=${calls.length},`));
    expect(stats).not.toContain("cmdstat_eval:");
    const keys = (await server.ask(["KEYS", `*p${stores}*`])) as string[];
    expect(keys.length).toBeGreaterThan(3);
    expect(keys.filter((key) => !key.startsWith(`{p${stores}}:1:`))).toEqual([]);
  });
});
