/** What instances on one Redis see of one another, and of what it loses. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { durable, hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { bytesOf, fullAnswer, HOUR, NOON, newEntry, oddVector } from "./entries.ts";
import { Follower } from "./follower.ts";

const meant = (key: string) => newEntry({ keys: [key], meaning: { text: `what is ${key}?`, vector: oddVector } });

async function following(store: CacheStore): Promise<Follower> {
  const follower = new Follower();
  afterTest(await store.follow(follower.listen));
  return follower;
}

describe.skipIf(!hasRedis)("instances on one Redis", () => {
  let server: RedisServer;
  let stores = 0;
  let place = "";
  beforeAll(async () => {
    server = await RedisServer.start(durable);
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    place = `${server.url}?timeout=30000&prefix=p${++stores}`;
  });
  const opened = async (): Promise<CacheStore> => {
    const store = await openCacheStore(place);
    afterTest(() => store.close());
    return store;
  };

  test("find what the other has put, with the same secret, and add up evidence", async () => {
    const [one, two] = [await opened(), await opened()];
    const entry = newEntry({ keys: ["a"], answer: fullAnswer, meaning: { text: "what?", vector: oddVector } });
    await one.put(entry);
    const found = await two.find(["a"], NOON);
    expect(found).toEqual(entry);
    expect(bytesOf(found?.meaning?.vector)).toBe(bytesOf(oddVector));
    expect(await one.secret()).toEqual(await two.secret());
    const added = Array.from({ length: 200 }, (_, i) =>
      (i % 2 === 0 ? one : two).evidence.add("s", 1, { checks: 2, wrong: 1 }),
    );
    await Promise.all(added);
    expect(await one.evidence.read("s")).toEqual([{ period: 1, checks: 400, wrong: 200 }]);
  });

  test("with another ceiling reach it with some of the answers that come then", async () => {
    const before = await opened();
    await Promise.all(Array.from({ length: 700 }, (_, i) => before.put(newEntry({ keys: [`${i}`] }))));
    const after = await openCacheStore(place, { ceiling: 20_000 });
    afterTest(() => after.close());
    for (let i = 0; i < 5; i++) await after.put(newEntry({ keys: [`after ${i}`] }));
    const bytes = (await after.list({}, 1_000, NOON)).reduce((sum, one) => sum + one.bytes, 0);
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(20_000);
    for (let i = 0; i < 5; i++) expect(await after.find([`after ${i}`], NOON)).toBeDefined();
  });

  test("that are opened at once make one secret", async () => {
    const all = await Promise.all(Array.from({ length: 8 }, opened));
    const secrets = await Promise.all(all.map((store) => store.secret()));
    expect(new Set(secrets.map((secret) => secret.toString("hex"))).size).toBe(1);
  });

  test("follow one another, and one that comes later begins with what is there", async () => {
    const [one, two] = [await opened(), await opened()];
    const follower = await following(one);
    const entries = Array.from({ length: 450 }, (_, i) => meant(`k${i}`));
    await Promise.all(entries.map((entry) => two.put(entry)));
    await follower.until(() => follower.known.size === 450);
    expect(await two.drop({ id: entries[7]!.id })).toBe(1);
    await follower.until(() => !follower.known.has(entries[7]!.id));
    const later = await following(await opened());
    expect([...later.known.keys()].sort()).toEqual([...follower.known.keys()].sort());
    for (const { vector } of later.known.values()) expect(bytesOf(vector)).toBe(bytesOf(oddVector));
    await one.expire(NOON + HOUR);
    for (const each of [follower, later]) await each.until(() => each.known.size === 0);
  });

  test("keep a stream that is as long as what is there and what went lately", async () => {
    const store = await opened();
    const stays = meant("stays");
    await store.put(stays);
    for (let i = 0; i < 10_500; i += 500) {
      await Promise.all(Array.from({ length: 500 }, (_, j) => store.put(meant(`k${i + j}`))));
      await store.drop({});
      await store.put(stays);
    }
    await store.expire(NOON);
    const length = Number(await server.ask(["XLEN", `{p${stores}}:cache-1:changes`]));
    expect(length).toBe(10_001);
    const follower = await following(store);
    expect([...follower.known.keys()]).toEqual([stays.id]);
  });

  test("learn that it has lost all, and go on with what comes then", async () => {
    const [one, two] = [await opened(), await opened()];
    const follower = await following(one);
    await two.put(meant("a"));
    await follower.until(() => follower.known.size === 1);
    const secret = await one.secret();
    await server.ask(["FLUSHALL"]);
    expect(await two.find(["a"], NOON)).toBeUndefined();
    await follower.until(() => follower.known.size === 0);
    const entry = meant("b");
    await two.put(entry);
    await follower.until(() => follower.known.has(entry.id));
    expect(await one.find(["b"], NOON)).toEqual(entry);
    expect(await one.secret()).not.toEqual(secret);
    expect(await one.secret()).toEqual(await two.secret());
  });

  test("go on where it dies and comes back, and have then what it has", async () => {
    const store = await opened();
    const follower = await following(store);
    const before = meant("a");
    await store.put(before);
    await follower.until(() => follower.known.has(before.id));
    await server.kill();
    await expect(store.find(["a"], NOON)).rejects.toMatchObject({ fault: "away" });
    await server.restart();
    const other = await opened();
    const after = meant("b");
    await other.put(after);
    await other.drop({ id: before.id });
    await follower.until(() => follower.known.has(after.id) && !follower.known.has(before.id));
    await expect.poll(() => store.find(["b"], NOON).catch(() => undefined), { timeout: 10_000 }).toEqual(after);
    expect(follower.told.filter(({ id }) => id === before.id).map(({ kind }) => kind)).toEqual(["put", "gone"]);
  });
});
