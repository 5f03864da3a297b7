import { expect, test } from "vitest";
import type { CacheEntry } from "../../../../runtime/cache/entry.ts";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import type { CacheStoreOptions } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { answerOf, NOON, newEntry } from "./entries.ts";

const KB = 1_024;

/** Each of the same length. */
const entryAt = (i: number, some: Partial<CacheEntry> = {}) =>
  newEntry({ keys: [`key ${i}`], answer: answerOf("x".repeat(8 * KB)), stored: NOON + i, ...some });

export function ceilingConformance(open: (options: CacheStoreOptions) => Promise<CacheStore>): void {
  const opened = async (ceiling: number): Promise<CacheStore> => {
    const store = await open({ ceiling });
    afterTest(() => store.close());
    return store;
  };
  const there = async (store: CacheStore): Promise<string[]> =>
    (await store.list({}, 100, NOON)).map(({ stored }) => `key ${stored - NOON}`);

  test("what is beyond it goes, the longest unused first", async () => {
    const store = await opened(40 * KB);
    for (let i = 0; i < 4; i++) await store.put(entryAt(i));
    expect(await there(store)).toEqual(["key 3", "key 2", "key 1", "key 0"]);
    await store.find(["key 0"], NOON);
    await store.put(entryAt(4));
    expect(await there(store)).toEqual(["key 4", "key 3", "key 2", "key 0"]);
    const [two] = await store.list({ route: "chat" }, 100, NOON).then((all) => all.slice(2));
    await store.entry(two!.id, NOON);
    await store.find(["none", "key 3"], NOON);
    await store.put(entryAt(5));
    await store.put(entryAt(6));
    expect(await there(store)).toEqual(["key 6", "key 5", "key 3", "key 2"]);
    expect(await store.find(["key 0"], NOON)).toBeUndefined();
  });

  test("vectors are counted", async () => {
    const store = await opened(40 * KB);
    const vector = new Float32Array(8 * KB).fill(0.01);
    for (let i = 0; i < 3; i++) await store.put(entryAt(i));
    await store.put(newEntry({ keys: ["far"], answer: answerOf("x"), meaning: { text: "x", vector } }));
    expect(await store.find(["key 0"], NOON)).toBeUndefined();
    expect(await store.find(["key 2"], NOON)).toBeUndefined();
    const [only, ...others] = await store.list({}, 100, NOON);
    expect(others).toEqual([]);
    expect(only?.bytes).toBeGreaterThan(32 * KB);
    expect(only?.bytes).toBeLessThan(36 * KB);
  });

  test("one that is larger than all may be is not kept, and makes no room", async () => {
    const store = await opened(40 * KB);
    for (let i = 0; i < 4; i++) await store.put(entryAt(i));
    await store.put(entryAt(0, { answer: answerOf("y".repeat(41 * KB)), stored: NOON + 9 }));
    expect(await there(store)).toEqual(["key 3", "key 2", "key 1", "key 0"]);
    await (await opened(100)).put(entryAt(1));
  });

  test("room that was given back is room", async () => {
    const store = await opened(40 * KB);
    for (let round = 0; round < 30; round++) {
      for (let i = 0; i < 4; i++) await store.put(entryAt(i));
      if (round % 3 === 1) expect(await store.drop({})).toBe(4);
      if (round % 3 === 2) expect(await store.expire(NOON * 2)).toBe(4);
    }
    await store.drop({});
    for (let i = 0; i < 4; i++) await store.put(entryAt(i));
    expect(await there(store)).toHaveLength(4);
  });
}
