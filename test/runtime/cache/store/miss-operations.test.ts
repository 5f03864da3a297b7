/** A miss does the same whether or not another has the answer. */
import { StatementSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { newFile } from "../../state/store/new-file.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { NOON, newEntry } from "./entries.ts";

const MISS = ["digest of mine 1", "digest of mine 2"];
const others = Array.from({ length: 50 }, (_, i) => newEntry({ keys: [`digest of another ${i}`] }));

/** What `count` counts while it is not found: where the store is empty, and where others have theirs. */
async function counted<T>(store: CacheStore, count: (miss: () => Promise<unknown>) => Promise<T>): Promise<T[]> {
  const miss = async () => expect(await store.find(MISS, NOON)).toBeUndefined();
  await miss();
  const empty = await count(miss);
  for (const entry of others) await store.put(entry);
  const full = await count(miss);
  expect(await store.find(others[7]!.keys, NOON)).toEqual(others[7]);
  return [empty, full];
}

test("in SQLite: one statement, the same", async () => {
  const store = await openCacheStore(`sqlite:${newFile()}`);
  afterTest(() => store.close());
  const [empty, full] = await counted(store, async (miss) => {
    const spies = (["get", "all", "run", "iterate"] as const).map((name) => vi.spyOn(StatementSync.prototype, name));
    await miss();
    const statements = spies.flatMap(({ mock }) =>
      mock.contexts.map((statement) => (statement as StatementSync).sourceSQL),
    );
    for (const spy of spies) spy.mockRestore();
    return statements;
  });
  expect(empty).toHaveLength(1);
  expect(full).toEqual(empty);
});

describe.skipIf(!hasRedis)("in Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  test("one script, and in it the same commands", async () => {
    const store = await openCacheStore(`${server.url}?timeout=30000`);
    afterTest(() => store.close());
    const [empty, full] = await counted(store, async (miss) => {
      await server.ask(["CONFIG", "RESETSTAT"]);
      await miss();
      const stats = String(await server.ask(["INFO", "commandstats"]));
      return [...stats.matchAll(/cmdstat_([^:]+):calls=(\d+)/g)].map(([, name, calls]) => `${name} ${calls}`).sort();
    });
    expect(empty).toContain("evalsha 1");
    expect(empty).toContain("get 2");
    expect(full).toEqual(empty);
  });
});
