/** The vectors of what a store keeps, in memory. */
import { expect, test } from "vitest";
import type { CacheEntry } from "../../../../runtime/cache/entry.ts";
import { Meanings } from "../../../../runtime/cache/semantic/meanings.ts";
import { MemoryCacheStore } from "../../../../runtime/cache/store/memory/memory-cache-store.ts";
import { afterTest } from "../../after-test.ts";

const unit = (at: number, length = 8): Float32Array => Float32Array.from({ length }, (_, i) => (i === at ? 1 : 0));

const entry = (id: string, vector: Float32Array, expires = 10_000): CacheEntry => ({
  id: id.padEnd(22, "A"),
  keys: [id],
  partition: "p",
  origin: { route: "r", scope: { of: "global" }, table: "t", target: "one/m1" },
  stored: 0,
  expires,
  answer: { parts: [{ kind: "text", text: id }], finish: "stop" },
  meaning: { text: id, vector },
});

async function meanings(): Promise<{ store: MemoryCacheStore; found: Meanings; failures: unknown[] }> {
  const store = new MemoryCacheStore(1_000_000);
  const failures: unknown[] = [];
  const found = new Meanings(store, (error) => void failures.push(error));
  afterTest(() => found.close());
  await store.put(entry("before", unit(1)));
  await found.open();
  return { store, found, failures };
}

const ids = async (found: Meanings, vector: Float32Array, now = 1): Promise<string[]> =>
  (await found.nearest("p", vector, now)).filter(({ cosine }) => cosine > 0.5).map(({ id }) => id.replace(/A+$/, ""));

test("what was there, what comes and what goes is found, or not", async () => {
  const { store, found, failures } = await meanings();
  await store.put(entry("later", unit(2)));
  await expect.poll(() => ids(found, unit(2))).toEqual(["later"]);
  expect(await ids(found, unit(1))).toEqual(["before"]);
  expect(await found.nearest("other", unit(1), 1)).toEqual([]);
  await store.drop({ id: "later".padEnd(22, "A") });
  await expect.poll(() => ids(found, unit(2))).toEqual([]);
  expect(failures).toEqual([]);
});

test("vectors of other dimensions lie apart, also where one entry takes another", async () => {
  const { store, found } = await meanings();
  await store.put(entry("before", unit(1, 16)));
  await expect.poll(() => ids(found, unit(1, 16))).toEqual(["before"]);
  await expect.poll(() => ids(found, unit(1))).toEqual([]);
  expect(await ids(found, unit(1, 32))).toEqual([]);
});

test("what has expired is not found, and is forgotten", async () => {
  const { store, found } = await meanings();
  await store.put(entry("short", unit(3), 500));
  await expect.poll(() => ids(found, unit(3))).toEqual(["short"]);
  expect(await ids(found, unit(3), 500)).toEqual([]);
  await found.expire(500);
  expect(await ids(found, unit(3))).toEqual([]);
  expect(await ids(found, unit(1))).toEqual(["before"]);
});

test("a vector that is none, and one that is searched for, are a miss that is told", async () => {
  const { store, found, failures } = await meanings();
  await store.put(
    entry(
      "wrong",
      Float32Array.from({ length: 8 }, () => Number.NaN),
    ),
  );
  await expect.poll(() => failures.length).toBe(1);
  expect(
    await found.nearest(
      "p",
      Float32Array.from({ length: 8 }, () => Number.NaN),
      1,
    ),
  ).toEqual([]);
  expect(await ids(found, unit(1))).toEqual(["before"]);
});

test("a store that cannot be followed has nothing, and says why", async () => {
  const failures: unknown[] = [];
  const found = new Meanings({ follow: () => Promise.reject(new Error("away")) }, (error) => void failures.push(error));
  await found.open();
  expect([failures.length, await found.nearest("p", unit(1), 1)]).toEqual([1, []]);
});
