import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { freePort } from "../../../free-port.ts";
import { afterTest } from "../../after-test.ts";
import { CuttingProxy } from "../../state/store/cutting-proxy.ts";
import { faultOf } from "../../state/store/fault-of.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { answerOf, NOON, newEntry } from "./entries.ts";
import { Follower } from "./follower.ts";
import { wrongTexts } from "./wrong-texts.ts";

/** Until it is back. */
async function again<T>(does: () => Promise<T>): Promise<T> {
  for (;;) {
    const answer = await does().then(
      (value) => ({ value }),
      () => sleep(20, undefined),
    );
    if (answer !== undefined) return answer.value;
  }
}

test("a Redis that is not there is away at once", async () => {
  const { fault } = await faultOf(openCacheStore(`redis://127.0.0.1:${await freePort()}`));
  expect(fault).toBe("away");
});

describe.skipIf(!hasRedis)("a Redis", () => {
  let server: RedisServer;
  let stores = 0;
  let prefix = "";
  beforeAll(async () => {
    server = await RedisServer.start(["--appendonly", "no"]);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    prefix = `{p${++stores}}:cache-1:`;
  });
  const opened = async ({ port = server.port, timeout = 30_000 } = {}): Promise<CacheStore> => {
    const store = await openCacheStore(`redis://127.0.0.1:${port}?timeout=${timeout}&prefix=p${stores}`);
    afterTest(() => store.close());
    return store;
  };

  test("that hangs is away in time, whatever is asked of it, and works again when it goes on", async () => {
    const store = await opened({ timeout: 1_000 });
    const entry = newEntry({ keys: ["a"] });
    await store.put(entry);
    afterTest(await store.follow(() => {}));
    server.hang();
    const calls = [
      store.find(["a"], NOON),
      store.entry(entry.id, NOON),
      store.put(newEntry()),
      store.list({}, 10, NOON),
      store.drop({}),
      store.expire(NOON),
      store.follow(() => {}),
      store.secret(),
      store.evidence.add("s", 1, { checks: 1, wrong: 0 }),
      store.evidence.read("s"),
      store.evidence.forget("s", 1),
    ];
    const faults = await Promise.all(calls.map(faultOf));
    server.goOn();
    expect(new Set(faults.map(({ fault }) => fault))).toEqual(new Set(["away"]));
    await again(() => store.secret());
    await store.put(entry);
    expect(await store.find(["a"], NOON)).toEqual(entry);
  });

  test("whose connection breaks is asked over another one, for which nobody waits", async () => {
    const proxy = await CuttingProxy.before(server.port);
    afterTest(() => proxy.close());
    const store = await opened({ port: proxy.port });
    const entry = newEntry({ keys: ["a"] });
    await store.put(entry);
    for (const cut of ["question", "answer"] as const) {
      proxy.cutNext(cut);
      expect((await faultOf(store.find(["a"], NOON))).fault).toBe("away");
      expect(await again(() => store.find(["a"], NOON))).toEqual(entry);
    }
  });

  test("that hangs for longer keeps one call waiting, and none after it", async () => {
    const store = await opened({ timeout: 1_000 });
    server.hang();
    afterTest(() => server.goOn());
    await faultOf(store.find(["a"], NOON));
    for (let i = 0; i < 20; i++) {
      const fault = faultOf(store.find(["a"], NOON));
      expect(await Promise.race([fault, nextTurn("it waits")])).toMatchObject({ fault: "away" });
    }
    server.goOn();
    await again(() => store.find(["a"], NOON));
  });

  test("that has no memory left takes nothing more, and still answers", async () => {
    const store = await opened();
    const limit = async (bytes: string) => server.ask(["CONFIG", "SET", "maxmemory", bytes]);
    afterTest(() => limit("0"));
    const entry = newEntry({ keys: ["a"] });
    await store.put(entry);
    await limit("1");
    expect((await faultOf(store.put(newEntry()))).fault).toBe("full");
    expect(await store.find(["a"], NOON)).toEqual(entry);
    await limit("0");
    await store.put(newEntry({ keys: ["b"] }));
    expect(await store.find(["b"], NOON)).toBeDefined();
  });

  test("whose scripts were flushed is told them anew", async () => {
    const store = await opened();
    await server.ask(["SCRIPT", "FLUSH"]);
    const entry = newEntry({ keys: ["a"] });
    await store.put(entry);
    expect(await store.find(["a"], NOON)).toEqual(entry);
  });

  test("keeps all under one slot and the version of its layout, apart from state", async () => {
    const store = await opened();
    await store.put(newEntry({ meaning: { text: "?", vector: new Float32Array([1, 0]) } }));
    await store.evidence.add("s", 1, { checks: 1, wrong: 0 });
    const keys = (await server.ask(["KEYS", `*p${stores}*`])) as string[];
    expect(keys.length).toBeGreaterThan(6);
    expect(keys.filter((key) => !key.startsWith(prefix))).toEqual([]);
  });

  test("that may evict what answers are dropped by is refused, and one that forgets when it restarts is not", async () => {
    afterTest(() => server.ask(["CONFIG", "SET", "maxmemory-policy", "noeviction"]));
    await server.ask(["CONFIG", "SET", "maxmemory-policy", "allkeys-lru"]);
    const { fault, message } = await faultOf(openCacheStore(server.url));
    expect([fault, message]).toEqual(["settings", expect.stringContaining("volatile-lru")]);
    await (await openCacheStore(`${server.url}?vouch=eviction`)).close();
    await server.ask(["CONFIG", "SET", "maxmemory-policy", "volatile-lru"]);
    await (await openCacheStore(server.url)).close();
  });

  test("needs no more rights than the guide says", async () => {
    const rights = ["~{pointsman}:*", "+@read", "+@write", "+@scripting", "+@connection", "+info"];
    await server.ask(["ACL", "SETUSER", "kept", "on", ">pass", "resetkeys", "-@all", ...rights]);
    const store = await openCacheStore(`redis://kept:pass@127.0.0.1:${server.port}?timeout=30000`);
    afterTest(() => store.close());
    const follower = new Follower();
    afterTest(await store.follow(follower.listen));
    const entry = newEntry({ keys: ["a"], meaning: { text: "?", vector: new Float32Array([1, 0]) } });
    await store.put(entry);
    await follower.until(() => follower.known.size === 1);
    expect(await store.find(["a"], NOON)).toEqual(entry);
    await store.evidence.add("s", 1, { checks: 1, wrong: 0 });
    await store.evidence.forget("s", 2);
    expect(await store.expire(NOON)).toBe(0);
    expect(await store.rewriteLog?.()).toBe("none");
    expect(await store.drop({})).toBe(1);
    await follower.until(() => follower.known.size === 0);
  });

  describe("an entry is a miss and goes", () => {
    test.each(Object.entries(wrongTexts))("where its text is %s", async (_, wrong) => {
      const store = await opened();
      const [entry, other] = [newEntry({ keys: ["a"] }), newEntry({ keys: ["b"] })];
      for (const put of [entry, other]) await store.put(put);
      const kept = String(await server.ask(["GET", `${prefix}e:${entry.id}`]));
      await server.ask(["SET", `${prefix}e:${entry.id}`, `\n${wrong(kept.slice(1))}`]);
      expect(await store.find(["a", "b"], NOON)).toBeUndefined();
      expect((await store.list({}, 10, NOON)).map(({ id }) => id)).toEqual([other.id]);
      expect(await store.entry(entry.id, NOON)).toBeUndefined();
      expect(await store.find(["a", "b"], NOON)).toEqual(other);
    });

    test.each([
      ["of another type", ["RPUSH", "e", "x"]],
      ["no line of a vector", ["SET", "e", "{}"]],
      ["no text", ["SET", "e", ""]],
    ])("where it is %s", async (_, [command = "", , value = ""]) => {
      const store = await opened();
      const entry = newEntry({ keys: ["a"], meaning: { text: "?", vector: new Float32Array([1, 0]) } });
      await store.put(entry);
      await server.ask(["DEL", `${prefix}e:${entry.id}`]);
      await server.ask([command, `${prefix}e:${entry.id}`, value]);
      expect(await store.find(["a"], NOON)).toBeUndefined();
      expect(await store.list({}, 10, NOON)).toEqual([]);
      expect(await server.ask(["EXISTS", `${prefix}e:${entry.id}`])).toBe(0);
    });

    test("where what is known of it cannot be read", async () => {
      const store = await opened();
      const entries = ["a", "b"].map((key) => newEntry({ keys: [key] }));
      for (const entry of entries) await store.put(entry);
      const [broken, sound] = entries;
      await server.ask(["HSET", `${prefix}entries`, broken!.id, "{}"]);
      await server.ask(["HSET", `${prefix}held`, broken!.id, "\xff\xff"]);
      await server.ask(["SET", `${prefix}k:nobody`, "no-such-id"]);
      await server.ask(["RPUSH", `${prefix}k:list`, "x"]);
      expect((await store.list({}, 10, NOON)).map(({ id }) => id)).toEqual([sound!.id]);
      expect(await store.find(["nobody", "list", "b"], NOON)).toEqual(sound);
      await store.put(newEntry({ keys: ["list", "nobody"], answer: answerOf("new") }));
      expect(await store.drop({})).toBe(3);
      expect(await store.find(["a", "b", "list", "nobody"], NOON)).toBeUndefined();
      expect(((await server.ask(["KEYS", `${prefix}e:*`])) as string[]).length).toBe(0);
    });

    test("where a change in the stream cannot be read, it is left out", async () => {
      const store = await opened();
      const stream = `${prefix}changes`;
      await server.ask(["XADD", stream, "*", "song", "la"]);
      await server.ask(["XADD", stream, "*", "id", "x", "partition", "p", "expires", "1", "vector", "AAAAAAA="]);
      const entry = newEntry({ meaning: { text: "?", vector: new Float32Array([1, 0]) } });
      await store.put(entry);
      const follower = new Follower();
      afterTest(await store.follow(follower.listen));
      expect(follower.told.map(({ id }) => id)).toEqual([entry.id]);
    });
  });
});
