import { expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { answerOf, HOUR, NOON, newEntry, oddVector, origin } from "./entries.ts";

export function droppingConformance(store: () => CacheStore): void {
  test("entries are listed the newest first, without what was asked and answered", async () => {
    const entries = [3, 1, 2].map((i) => newEntry({ keys: [`k${i}`], stored: NOON + i, expires: NOON + i * HOUR }));
    for (const entry of entries) await store().put(entry);
    const meant = newEntry({ keys: ["m"], stored: NOON, meaning: { text: "what?", vector: oddVector } });
    await store().put(meant);
    const all = await store().list({}, 100, NOON);
    expect(all.map(({ stored }) => stored - NOON)).toEqual([3, 2, 1, 0]);
    const { id, stored, expires } = meant;
    expect(all[3]).toEqual({ id, ...origin, stored, expires, bytes: expect.any(Number), hasMeaning: true });
    expect(all.map(({ hasMeaning }) => hasMeaning)).toEqual([false, false, false, true]);
    expect((await store().list({}, 2, NOON)).map(({ stored }) => stored - NOON)).toEqual([3, 2]);
    // Of those that are not over.
    expect((await store().list({}, 100, NOON + HOUR)).map(({ stored }) => stored - NOON)).toEqual([3, 2]);
    expect((await store().list({}, 1, NOON + HOUR + 1)).map(({ stored }) => stored - NOON)).toEqual([3]);
    expect(await store().list({}, 0, NOON)).toEqual([]);
  });

  test.each([
    [{}, 5],
    [{ route: "mail" }, 2],
    [{ scope: "k1" }, 2],
    [{ scope: "red" }, 2],
    [{ table: "t2" }, 2],
    [{ route: "mail", table: "t2" }, 1],
    [{ route: "mail", scope: "k1" }, 0],
    [{ scope: "nobody" }, 0],
    [{ id: "a".repeat(22) }, 1],
    [{ id: "a".repeat(22), route: "mail" }, 0],
  ])("what is dropped is what all of %j names, and no other", async (which, count) => {
    const key = { of: "key", name: "k1" } as const;
    const team = { of: "team", name: "red" } as const;
    const all = [
      newEntry({ id: "a".repeat(22), origin: { ...origin, scope: key } }),
      newEntry({ origin: { ...origin, scope: key, table: "t2" } }),
      newEntry({ origin: { ...origin, scope: team } }),
      newEntry({ origin: { ...origin, scope: team, route: "mail", table: "t2" } }),
      newEntry({ origin: { ...origin, scope: { of: "global" }, route: "mail" } }),
    ];
    for (const entry of all) await store().put(entry);
    const named = new Set((await store().list(which, 100, NOON)).map(({ id }) => id));
    expect(named.size).toBe(count);
    expect(await store().drop(which)).toBe(count);
    expect(await store().drop(which)).toBe(0);
    for (const { id, keys } of all) {
      const found = await store().find(keys, NOON);
      expect(found?.id).toBe(named.has(id) ? undefined : id);
    }
  });

  test("many are dropped, too", async () => {
    const many = Array.from({ length: 1_200 }, (_, i) => newEntry({ keys: [`${i}`], answer: answerOf("x") }));
    await Promise.all(many.map((entry) => store().put(entry)));
    await store().put(newEntry({ keys: ["stays"], origin: { ...origin, route: "mail" } }));
    expect(await store().drop({ route: "chat" })).toBe(1_200);
    expect(await store().list({}, 5_000, NOON)).toHaveLength(1);
  });

  test("those that are over go when they are told to, and are counted once", async () => {
    for (let i = 1; i <= 5; i++) await store().put(newEntry({ keys: [`k${i}`], expires: NOON + i }));
    expect(await store().expire(NOON)).toBe(0);
    expect(await store().expire(NOON + 3)).toBe(3);
    expect(await store().expire(NOON + 3)).toBe(0);
    // A clock that was set back finds no more of them.
    expect((await store().list({}, 100, NOON)).map(({ expires }) => expires - NOON).sort()).toEqual([4, 5]);
    expect(await store().find(["k3"], NOON)).toBeUndefined();
    expect(await store().drop({})).toBe(2);
  });

  test("an entry that is put again after it was dropped is there", async () => {
    const entry = newEntry({ keys: ["a"], meaning: { text: "x", vector: oddVector } });
    for (let i = 0; i < 3; i++) {
      await store().put(entry);
      expect(await store().find(["a"], NOON)).toEqual(entry);
      expect(await store().drop({ id: entry.id })).toBe(1);
      expect(await store().find(["a"], NOON)).toBeUndefined();
    }
  });
}
