import { expect, test } from "vitest";
import type { Store } from "../../../../runtime/state/store/store.ts";
import type { StoredKey } from "../../../../runtime/state/store/stored-keys.ts";

const key = (id: string, some: Partial<StoredKey> = {}): StoredKey => {
  return { id, hash: id.repeat(64).slice(0, 64), tags: ["one", "two"], created: 1_795_780_800_000, ...some };
};
const byId = (one: StoredKey, other: StoredKey) => (one.id < other.id ? -1 : 1);

export function keysConformance(store: () => Store): void {
  test("a key is kept with all that it carries, until it is replaced or removed", async () => {
    const full = key("b", {
      team: "ü",
      env: "prod",
      routes: ["chat"],
      direct: true,
      priority: -3,
      expires: 5,
      former: [{ hash: "f".repeat(64), until: 9 }],
    });
    expect(await store().keys.put(key("a"))).toBe(true);
    expect(await store().keys.put(full)).toBe(true);
    expect([...(await store().keys.list())].sort(byId)).toEqual([key("a"), full]);
    await store().keys.put(key("a", { revoked: 7, tags: [], routes: [] }));
    await store().keys.remove("b");
    await store().keys.remove("never");
    expect(await store().keys.list()).toEqual([key("a", { revoked: 7, tags: [], routes: [] })]);
  });

  test("every change makes another revision, and looking makes none", async () => {
    const seen = [await store().keys.revision()];
    await store().keys.put(key("a"));
    seen.push(await store().keys.revision());
    await store().keys.put(key("a"));
    seen.push(await store().keys.revision());
    await store().keys.remove("a");
    seen.push(await store().keys.revision());
    expect(new Set(seen).size).toBe(4);
    await store().keys.list();
    expect(await store().keys.revision()).toBe(seen.at(-1));
  });

  test("of two who change the keys as they saw them, one does", async () => {
    const { keys } = store();
    const seen = await keys.revision();
    const put = await Promise.all(["a", "b"].map((id) => keys.put(key(id), seen)));
    expect(put.sort()).toEqual([false, true]);
    expect(await keys.list()).toHaveLength(1);
    expect(await keys.put(key("c"), await keys.revision())).toBe(true);
    expect(await keys.list()).toHaveLength(2);
  });
}
