import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { afterTest } from "../../after-test.ts";
import { faultOf } from "../../state/store/fault-of.ts";
import { newFile } from "../../state/store/new-file.ts";
import { answerOf, NOON, newEntry } from "./entries.ts";
import { wrongTexts } from "./wrong-texts.ts";

const opened = async (file: string): Promise<CacheStore> => {
  const store = await openCacheStore(`sqlite:${file}`);
  afterTest(() => store.close());
  return store;
};

describe("a file that cannot be opened says what to change", () => {
  test("where it is no SQLite file, or another program's, or one of state, which stays as it was", async () => {
    const diary = newFile();
    writeFileSync(diary, "a diary, and no store. ".repeat(100));
    expect((await faultOf(openCacheStore(`sqlite:${diary}`))).fault).toBe("foreign");
    expect(readFileSync(diary, "utf8")).toBe("a diary, and no store. ".repeat(100));
    const state = newFile();
    await (await openStore(`sqlite:${state}`)).close();
    const { fault, message } = await faultOf(openCacheStore(`sqlite:${state}`));
    expect(fault).toBe("foreign");
    expect(message).toContain("name another one");
    expect(message).not.toContain("--state");
    await (await openStore(`sqlite:${state}`)).close();
  });

  test("where another release wrote it", async () => {
    const file = newFile();
    await (await openCacheStore(`sqlite:${file}`)).close();
    const newer = new DatabaseSync(file);
    newer.exec("PRAGMA user_version = 99");
    newer.close();
    const { fault, message } = await faultOf(openCacheStore(`sqlite:${file}`));
    expect([fault, message]).toEqual(["version", expect.stringContaining("99")]);
  });

  test("where its place is wrong", async () => {
    expect((await faultOf(openCacheStore("sqlite:"))).message).toContain("sqlite:cache.db");
    expect((await faultOf(openCacheStore("sqlite:/nowhere/at/all/cache.db"))).fault).toBe("settings");
    expect((await faultOf(openCacheStore("postgres://me:secret@db/x"))).message).not.toContain("secret");
    expect(existsSync("/nowhere")).toBe(false);
  });
});

test("a file that is damaged while it is open refuses by name, and does not end the process", async () => {
  const file = newFile();
  const before = await openCacheStore(`sqlite:${file}`);
  for (let i = 0; i < 200; i++) await before.put(newEntry({ keys: [`${i}`], answer: answerOf("x".repeat(3_000)) }));
  await before.close();
  const bytes = readFileSync(file);
  writeFileSync(file, Buffer.concat([bytes.subarray(0, 4_096), Buffer.alloc(bytes.length - 4_096, 0xa5)]));
  const refused = await openCacheStore(`sqlite:${file}`).then(
    async (store) => {
      afterTest(() => store.close());
      return Promise.allSettled([store.find(["1"], NOON), store.put(newEntry()), store.drop({}), store.expire(NOON)]);
    },
    (error: unknown) => [{ status: "rejected" as const, reason: error }],
  );
  for (const one of refused)
    expect(one).toMatchObject({
      status: "rejected",
      reason: { fault: "broken", message: expect.stringContaining(file) },
    });
});

describe("an entry is a miss and goes", () => {
  test.each(Object.entries(wrongTexts))("where its text is %s", async (_, wrong) => {
    const file = newFile();
    const store = await opened(file);
    const [entry, other] = [newEntry({ keys: ["a"] }), newEntry({ keys: ["b"] })];
    for (const put of [entry, other]) await store.put(put);
    const writer = new DatabaseSync(file);
    const text = writer.prepare("SELECT text FROM texts WHERE id = ?").get(entry.id)?.text;
    writer.prepare("UPDATE texts SET text = ? WHERE id = ?").run(wrong(String(text)), entry.id);
    writer.close();
    expect(await store.find(["a", "b"], NOON)).toBeUndefined();
    expect((await store.list({}, 10, NOON)).map(({ id }) => id)).toEqual([other.id]);
    expect(await store.entry(entry.id, NOON)).toBeUndefined();
    expect(await store.find(["a", "b"], NOON)).toEqual(other);
  });

  test.each([
    ["no whole number of floats", "UPDATE texts SET vector = x'0102030405'"],
    ["gone", "UPDATE texts SET vector = NULL"],
  ])("where its vector is %s, and whoever follows is not told of it", async (_, damage) => {
    const file = newFile();
    const store = await opened(file);
    const entry = newEntry({ keys: ["a"], meaning: { text: "?", vector: new Float32Array([1, 0]) } });
    await store.put(entry);
    const writer = new DatabaseSync(file);
    writer.exec(damage);
    writer.close();
    const told: unknown[] = [];
    afterTest(await store.follow((change) => told.push(change)));
    expect(told).toEqual([]);
    expect(await store.entry(entry.id, NOON)).toBeUndefined();
    expect(await store.list({}, 10, NOON)).toEqual([]);
  });
});

test("a process that writes for too long stops no look-up, and what is put meanwhile is refused in time", async () => {
  const file = newFile();
  const store = await opened(file);
  const entry = newEntry({ keys: ["a"] });
  await store.put(entry);
  const other = new DatabaseSync(file);
  afterTest(() => other.close());
  other.exec("BEGIN IMMEDIATE");
  expect(await store.find(["a"], NOON)).toEqual(entry);
  expect((await faultOf(store.put(newEntry()))).fault).toBe("away");
  other.exec("COMMIT");
  await store.put(newEntry({ keys: ["b"] }));
  expect(await store.find(["b"], NOON)).toBeDefined();
});

test("a store that is closed refuses what comes behind", async () => {
  const store = await openCacheStore(`sqlite:${newFile()}`);
  await store.close();
  for (const refused of [store.find(["a"], NOON), store.put(newEntry()), store.drop({}), store.evidence.read("s")])
    expect((await faultOf(refused)).fault).toBe("away");
});
