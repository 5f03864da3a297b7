/** Processes that put, find, drop and expire at once: what is counted, listed and found agrees when they are done. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { newFile } from "../../state/store/new-file.ts";
import { hasRedis, RedisServer } from "../../state/store/redis-server.ts";
import { NOON } from "./entries.ts";
import { Follower } from "./follower.ts";
import { CEILING, KEYS } from "./racer.ts";

const RACERS = 3;

/** `counted`: bytes, as the store counts them. */
async function race(place: string, counted: () => Promise<number>): Promise<void> {
  const store = await openCacheStore(place, { ceiling: CEILING });
  afterTest(() => store.close());
  const follower = new Follower();
  afterTest(await store.follow(follower.listen));
  const seed = Date.now() % 1_000_000;
  const racers = Array.from({ length: RACERS }, (_, i) => racer(place, seed + i));
  expect(await Promise.all(racers), `seed ${seed}`).toEqual(racers.map(() => 0));
  const listed = await store.list({}, 10_000, 0);
  const bytes = listed.reduce((sum, one) => sum + one.bytes, 0);
  expect(listed.length).toBeGreaterThan(0);
  expect(bytes).toBe(await counted());
  expect(bytes).toBeLessThanOrEqual(CEILING);
  // Each is found by each of its keys, and every key finds one that has it.
  const live = new Set((await store.list({}, 10_000, NOON)).map(({ id }) => id));
  for (const id of live) {
    const entry = await store.entry(id, NOON);
    for (const key of entry!.keys) expect((await store.find([key], NOON))?.id, `seed ${seed}`).toBe(id);
  }
  for (let i = 0; i < KEYS; i++) {
    const found = await store.find([`key ${i}`], NOON);
    if (found) expect(live).toContain(found.id);
  }
  const meant = listed.filter(({ hasMeaning }) => hasMeaning).map(({ id }) => id);
  await follower.until(() => isSame([...follower.known.keys()], meant));
  expect(await store.drop({})).toBe(listed.length);
  expect(await counted()).toBe(0);
}

test("on one SQLite file", async () => {
  const file = newFile();
  await race(`sqlite:${file}`, async () => {
    const database = new DatabaseSync(file);
    const found = database.prepare("SELECT value FROM facts WHERE name = 'bytes'").get()?.value;
    database.close();
    return Number(found);
  });
});

describe.skipIf(!hasRedis)("on one Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  test("they agree, too", async () => {
    await race(`${server.url}?timeout=30000`, async () =>
      Number(await server.ask(["HGET", "{pointsman}:cache-1:store", "bytes"])),
    );
  });
});

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id) => other.includes(id));
}

async function racer(place: string, seed: number): Promise<number> {
  const script = new URL("racer.ts", import.meta.url).pathname;
  const started = spawn(process.execPath, ["--no-warnings", script, place, String(seed)], { stdio: "inherit" });
  const [code] = await once(started, "exit");
  return code;
}
