/** What is left of texts in all values of a Redis, in a dump of it, and in its logs. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { randomFrom } from "../../state/store/races/random-from.ts";
import { durable, hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { HOUR, NOON } from "./entries.ts";
import { marked, marksIn } from "./marked.ts";

/** Nothing that is looked for is hidden by compression, and every command is in the log of slow ones. */
const PLAIN = ["--rdbcompression", "no", "--slowlog-log-slower-than", "0", "--slowlog-max-len", "100000"];

async function started(settings: readonly string[] = []) {
  const server = await RedisServer.start([...PLAIN, ...settings]);
  afterTest(() => server.stop());
  const store = await openCacheStore(`${server.url}?timeout=30000`, { ceiling: 400_000 });
  afterTest(() => store.close());
  return { server, store };
}

/** As its own read commands have them, by type. */
async function valuesOf(server: RedisServer): Promise<Buffer> {
  const keys = (await server.ask(["KEYS", "*"])) as string[];
  const values = await Promise.all(
    keys.map(async (key) => {
      const type = String(await server.ask(["TYPE", key]));
      const read: Record<string, string[]> = {
        string: ["GET", key],
        hash: ["HGETALL", key],
        list: ["LRANGE", key, "0", "-1"],
        zset: ["ZRANGE", key, "0", "-1"],
        stream: ["XRANGE", key, "-", "+"],
      };
      return `${key} ${JSON.stringify(await server.ask(read[type]!))}`;
    }),
  );
  return Buffer.from(values.join("\n"));
}

async function dumpOf(server: RedisServer): Promise<Buffer> {
  await server.ask(["SAVE"]);
  return readFileSync(join(server.folder, "dump.rdb"));
}

function logOf({ folder }: RedisServer): Buffer {
  const files = readdirSync(join(folder, "appendonlydir"));
  return Buffer.concat(files.map((file) => readFileSync(join(folder, "appendonlydir", file))));
}

describe.skipIf(!hasRedis)("a Redis", () => {
  test("has nothing of the texts that were dropped, expired, replaced or pushed out", async () => {
    const { server, store } = await started();
    const seed = Date.now() % 1_000_000;
    const random = randomFrom(seed);
    const below = (limit: number): number => Math.floor(random() * limit);
    let count = 0;
    for (let round = 0; round < 6; round++) {
      for (let i = 0; i < 40; i++)
        await store.put(
          marked(count++, {
            keys: [`key ${below(200)}`],
            length: below(12_000),
            isMeant: below(3) === 0,
            expires: NOON + HOUR + below(50) * HOUR,
          }),
        );
      for (const { id } of await store.list({}, 1_000, NOON)) if (below(8) === 0) await store.drop({ id });
      await store.expire(NOON + HOUR + below(20) * HOUR);
      const there = new Set((await store.list({}, 1_000, NOON)).map(({ target }) => target));
      expect(marksIn(await valuesOf(server)), `seed ${seed}, round ${round}`).toEqual(there);
      expect(marksIn(await dumpOf(server)), `seed ${seed}, round ${round}`).toEqual(there);
    }
    expect(await store.drop({})).toBeGreaterThan(0);
    expect(marksIn(await valuesOf(server)), `seed ${seed}`).toEqual(new Set());
    expect(marksIn(await dumpOf(server)), `seed ${seed}`).toEqual(new Set());
    const slow = JSON.stringify(await server.ask(["SLOWLOG", "GET", "-1"]));
    expect(slow).toContain("EVALSHA");
    expect(marksIn(Buffer.from(slow))).toEqual(new Set());
  });

  test("carries no text in the stream of changes", async () => {
    const { server, store } = await started();
    for (let i = 0; i < 20; i++) await store.put(marked(i, { keys: [`${i}`], length: 500, isMeant: true }));
    const stream = JSON.stringify(await server.ask(["XRANGE", "{pointsman}:cache-1:changes", "-", "+"]));
    expect(stream).toContain("vector");
    expect(marksIn(Buffer.from(stream))).toEqual(new Set());
  });

  test("has the texts in its append-only file until that is written anew, which is begun where it is asked for", async () => {
    const { server, store } = await started(durable);
    await store.put(marked(1, { keys: ["a"], length: 5_000, isMeant: true }));
    await store.put(marked(2, { keys: ["b"], length: 5_000 }));
    await store.drop({ id: (await store.find(["a"], NOON))!.id });
    expect(marksIn(logOf(server)).size).toBe(2);
    expect(await store.rewriteLog?.()).toBe("begun");
    while (!/aof_rewrite_in_progress:0/.test(String(await server.ask(["INFO", "persistence"])))) await sleep(20);
    expect(marksIn(logOf(server))).toEqual(new Set(["target/000002"]));
  });

  test("without such a file has none to write anew, and one that refuses is told to", async () => {
    const { store: without } = await started(["--appendonly", "no"]);
    expect(await without.rewriteLog?.()).toBe("none");
    const { server, store } = await started();
    await server.ask(["ACL", "SETUSER", "default", "-bgrewriteaof"]);
    expect(await store.rewriteLog?.()).toBe("refused");
  });
});
