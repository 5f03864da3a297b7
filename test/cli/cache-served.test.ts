/** Gateways that keep answers in a store, and what `pointsman cache` sees and drops of it meanwhile. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { openCacheStore } from "../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../runtime/after-test.ts";
import { askAs, cached, keys, said, specOf, toldOf } from "../runtime/request/caching/cached.ts";
import type { Watched } from "../runtime/request/shadow/begun.ts";
import { hello, runtime, type TestRuntime } from "../runtime/running.ts";
import { hasRedis, RedisServer } from "../runtime/state/store/redis-server.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** Another gateway over the same provider. */
const beside = ({ url }: Watched, cache: string): Promise<TestRuntime> =>
  runtime(specOf({}), { one: url }, { keys: [...keys], cache });

const outcome = async (...asked: Parameters<typeof askAs>): Promise<string> => toldOf(await askAs(...asked)).outcome!;

/** An answer is kept when it was sent. Not by a command, whose clock stands still in another week for all of this process. */
async function kept(place: string, count: number): Promise<void> {
  const store = await openCacheStore(place);
  await expect.poll(async () => (await store.list({}, 10, 0)).length, { timeout: 20_000 }).toBe(count);
  await store.close();
}

test("on a SQLite file an answer outlives its gateway, is looked at, and is dropped while another one serves", async () => {
  const file = temporaryFolder({})("cache.db");
  const cache = (...words: string[]) => runCommand(["cache", ...words, "--store", `sqlite:${file}`]);
  const { gateway: first, provider } = await cached({}, { cache: `sqlite:${file}` });
  expect(await outcome(first, hello)).toBe("miss");
  await kept(`sqlite:${file}`, 1);
  await first.close();
  const gateway = await beside(provider, `sqlite:${file}`);
  const hit = await askAs(gateway, hello);
  expect([toldOf(hit).outcome, provider.bodies.length]).toEqual(["hit", 1]);
  const { out } = await cache("list", "--json", "--scope", "alice");
  expect(JSON.parse(out)).toMatchObject([{ route: "chat", scope: { of: "key", name: "alice" }, target: "one/m1" }]);
  expect((await cache("show", toldOf(hit).entry!, "--answer")).out).toContain(said(1));
  expect(JSON.parse((await cache("drop", "--json", "--scope", "alice")).out)).toMatchObject({ dropped: 1 });
  const bytes = Buffer.concat([file, `${file}-wal`, `${file}-shm`].map((path) => readFileSync(path)));
  expect(bytes.includes(said(1))).toBe(false);
  expect(await outcome(gateway, hello)).toBe("miss");
  expect(provider.bodies).toHaveLength(2);
});

describe.skipIf(!hasRedis)("on one Redis", () => {
  test("one gateway answers with what another one kept, until it is dropped; and where it dies, models do", async () => {
    const server = await RedisServer.start();
    afterTest(() => server.stop());
    const place = `${server.url}?timeout=1500`;
    const { gateway: one, provider } = await cached({}, { cache: place });
    const other = await beside(provider, place);
    expect(await outcome(one, hello)).toBe("miss");
    await kept(place, 1);
    expect(await outcome(other, hello)).toBe("hit");
    expect(await outcome(other, hello, { key: "bob" })).toBe("miss");
    await kept(place, 2);
    const { out } = await runCommand(["cache", "drop", "--json", "--scope", "alice", "--store", place]);
    expect(JSON.parse(out)).toMatchObject({ dropped: 1 });
    expect(await outcome(other, hello)).toBe("miss");
    server.hang();
    const hung = await askAs(one, hello);
    server.goOn();
    await server.kill();
    const without = await askAs(other, hello);
    for (const reply of [hung, without]) expect([reply.status, toldOf(reply).outcome]).toEqual([200, "miss"]);
  });
});
