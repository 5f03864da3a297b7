import { expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { bytesOf, HOUR, NOON, newEntry, oddVector } from "./entries.ts";
import { Follower } from "./follower.ts";

const meant = (key: string, some: object = {}) =>
  newEntry({ keys: [key], meaning: { text: `what is ${key}?`, vector: oddVector }, ...some });

export function followingConformance(store: () => CacheStore): void {
  const followed = async (): Promise<Follower> => {
    const follower = new Follower();
    const end = await store().follow(follower.listen);
    afterTest(end);
    return follower;
  };

  test("what is there when it begins is told before it settles, with what it is searched by", async () => {
    const entry = meant("a", { partition: "größe", expires: NOON + 2 * HOUR });
    await store().put(entry);
    await store().put(newEntry({ keys: ["without"] }));
    const { told } = await followed();
    const put = { kind: "put", id: entry.id, partition: "größe", vector: oddVector, expires: NOON + 2 * HOUR };
    expect(told).toEqual([put]);
    expect(told[0]?.kind === "put" && bytesOf(told[0].vector)).toBe(bytesOf(oddVector));
  });

  test("what comes and goes is told, whyever it goes, once and in its order", async () => {
    const follower = await followed();
    const [replaced, dropped, over] = [meant("a"), meant("b"), meant("c", { expires: NOON + 1 })];
    const after = meant("a");
    const steps: [() => Promise<unknown>, string[]][] = [
      [() => store().put(replaced), [`put ${replaced.id}`]],
      [() => store().put(newEntry({ keys: ["without"] })), []],
      [() => store().put(after), [`gone ${replaced.id}`, `put ${after.id}`]],
      [() => store().put(dropped), [`put ${dropped.id}`]],
      [() => store().drop({ id: dropped.id }), [`gone ${dropped.id}`]],
      [() => store().put(over), [`put ${over.id}`]],
      [() => store().expire(NOON + 1), [`gone ${over.id}`]],
      [() => store().drop({}), [`gone ${after.id}`]],
    ];
    const expected: string[] = [];
    for (const [step, changes] of steps) {
      await step();
      expected.push(...changes);
      await follower.until(() => follower.told.length >= expected.length);
    }
    expect(follower.told.map(({ kind, id }) => `${kind} ${id}`)).toEqual(expected);
  });

  test("one that has ended is told no more, and others go on", async () => {
    const ended = new Follower();
    const goesOn = await followed();
    (await store().follow(ended.listen))();
    const entry = meant("a");
    await store().put(entry);
    await goesOn.until(() => goesOn.known.has(entry.id));
    expect(ended.told).toEqual([]);
  });

  test("many are told in full", async () => {
    const many = Array.from({ length: 1_100 }, (_, i) => meant(`k${i}`));
    await Promise.all(many.map((entry) => store().put(entry)));
    const follower = await followed();
    expect([...follower.known.keys()].sort()).toEqual(many.map(({ id }) => id).sort());
    await store().drop({});
    await follower.until(() => follower.known.size === 0);
  });
}
