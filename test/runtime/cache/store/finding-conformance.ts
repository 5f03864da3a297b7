import { expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { answerOf, bytesOf, fullAnswer, HOUR, NOON, newEntry, newId, oddVector } from "./entries.ts";

export function findingConformance(store: () => CacheStore): void {
  test("an entry is found by each of its keys and by its id, with all that it has", async () => {
    const meaning = { text: "wie groß? \u0000", vector: oddVector };
    const entry = newEntry({ keys: ["a", "b"], answer: fullAnswer, cost: 1_234, meaning });
    await store().put(entry);
    for (const found of [
      await store().find(["a"], NOON),
      await store().find(["b"], NOON),
      await store().entry(entry.id, NOON),
    ]) {
      expect(found).toEqual(entry);
      expect(bytesOf(found?.meaning?.vector)).toBe(bytesOf(oddVector));
    }
  });

  test("what nobody has put there is not found", async () => {
    await store().put(newEntry({ keys: ["a"] }));
    expect(await store().find(["b"], NOON)).toBeUndefined();
    expect(await store().find([], NOON)).toBeUndefined();
    expect(await store().entry(newId(), NOON)).toBeUndefined();
  });

  test("of several keys the first counts that has an entry which is not over", async () => {
    const [one, two, over] = [
      newEntry({ keys: ["one"] }),
      newEntry({ keys: ["two"] }),
      newEntry({ keys: ["over"], expires: NOON + 1_000 }),
    ];
    for (const entry of [one, two, over]) await store().put(entry);
    expect(await store().find(["none", "two", "one"], NOON)).toEqual(two);
    expect(await store().find(["one", "two"], NOON)).toEqual(one);
    expect(await store().find(["over", "one"], NOON + 999)).toEqual(over);
    expect(await store().find(["over", "one"], NOON + 1_000)).toEqual(one);
  });

  test("one that is over answers nothing from that moment on, and one that is over as it comes never", async () => {
    const entry = newEntry({ keys: ["a"] });
    await store().put(entry);
    expect(await store().find(["a"], NOON + HOUR - 1)).toEqual(entry);
    expect(await store().find(["a"], NOON + HOUR)).toBeUndefined();
    expect(await store().entry(entry.id, NOON + HOUR)).toBeUndefined();
    const late = newEntry({ keys: ["late"], expires: NOON });
    await store().put(late);
    expect(await store().find(["late"], NOON - 1)).toBeUndefined();
    expect(await store().list({}, 10, NOON - 1)).toMatchObject([{ id: entry.id }]);
  });

  test("an entry takes the place of others with one of its keys, by all of theirs", async () => {
    const before = newEntry({ keys: ["a", "b"] });
    const beside = newEntry({ keys: ["c"] });
    const after = newEntry({ keys: ["b", "d"] });
    for (const entry of [before, beside, after]) await store().put(entry);
    expect(await store().find(["a"], NOON)).toBeUndefined();
    expect(await store().entry(before.id, NOON)).toBeUndefined();
    expect(await store().find(["b"], NOON)).toEqual(after);
    expect(await store().find(["d"], NOON)).toEqual(after);
    expect(await store().find(["c"], NOON)).toEqual(beside);
    const again = { ...after, keys: ["d", "e"], answer: answerOf("another") };
    await store().put(again);
    expect(await store().find(["b"], NOON)).toBeUndefined();
    expect(await store().find(["e"], NOON)).toEqual(again);
    expect(await store().list({}, 10, NOON)).toHaveLength(2);
  });

  test("what is done to an entry outside changes nothing of what is kept", async () => {
    const vector = new Float32Array([1, 0]);
    const entry = newEntry({ keys: ["a"], meaning: { text: "x", vector } });
    await store().put(entry);
    const kept = structuredClone(entry);
    entry.answer.parts.push({ kind: "text", text: "more" });
    vector[1] = 1;
    const found = await store().find(["a"], NOON);
    expect(found).toEqual(kept);
    found!.answer.parts.length = 0;
    expect(await store().find(["a"], NOON)).toEqual(kept);
  });

  test("keys, names and texts are any text", async () => {
    const keys = ["", "a b\n", "ü*?[x]", "key of 'x' \"y\" {z}", "\u{1f600}"];
    const origin = { route: "a|b", scope: { of: "team" as const, name: "größe, 日本" }, table: "", target: "x/y:z" };
    const entry = newEntry({ keys, partition: "p\n", origin, answer: answerOf("") });
    await store().put(entry);
    for (const key of keys) expect(await store().find([key], NOON)).toEqual(entry);
    expect(await store().list({ scope: "größe, 日本" }, 10, NOON)).toMatchObject([{ id: entry.id }]);
  });

  test("many that are put and looked for at once are all there", async () => {
    const all = Array.from({ length: 200 }, (_, i) => newEntry({ keys: [`many ${i}`] }));
    await Promise.all(all.map((entry) => store().put(entry)));
    const found = await Promise.all(all.map(({ keys }) => store().find(keys, NOON)));
    expect(found.map((entry) => entry?.id)).toEqual(all.map(({ id }) => id));
  });

  test("the secret has 32 bytes, which stay the same", async () => {
    const secret = await store().secret();
    expect(secret).toHaveLength(32);
    expect(new Set(secret).size).toBeGreaterThan(8);
    expect(await store().secret()).toEqual(secret);
  });
}
