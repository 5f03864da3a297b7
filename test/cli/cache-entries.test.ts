import { existsSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CacheEntry, EntryScope } from "../../runtime/cache/entry.ts";
import { openCacheStore } from "../../runtime/cache/store/open-cache-store.ts";
import { hasRedis, RedisServer } from "../runtime/state/store/redis-server.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const NOON = Date.UTC(2026, 10, 20, 12);
const HOUR = 3_600_000;
const [FIRST, SECOND] = [`sha256-${"ab".repeat(32)}`, `sha256-${"ac".repeat(32)}`];

function entry(id: string, route: string, scope: EntryScope, some: Partial<CacheEntry> = {}): CacheEntry {
  return {
    id: id.padEnd(22, "_"),
    keys: [`of ${id}`],
    partition: "p",
    origin: { route, scope, table: FIRST, target: "one/model" },
    stored: NOON - HOUR,
    expires: NOON + HOUR,
    answer: { parts: [{ kind: "text", text: `forty-two, says ${id}` }], finish: "stop" },
    ...some,
  };
}

const wholeMeaning = { text: "what is six times\x1b[2J seven?", vector: new Float32Array([0.6, 0.8]) };
const usage = { input: 12, output: 3, cacheRead: 0, cacheWrite: 0, reasoning: 0 };
const entries: readonly CacheEntry[] = [
  entry(
    "one",
    "chat",
    { of: "key", name: "support" },
    {
      stored: NOON - 1_000,
      cost: 1_234,
      meaning: wholeMeaning,
      answer: { parts: [{ kind: "text", text: "forty-two\nand no more\x1b[2J" }], finish: "stop", usage },
    },
  ),
  entry(
    "two",
    "chat",
    { of: "team", name: "red" },
    {
      stored: NOON - 2_000,
      origin: { route: "chat", scope: { of: "team", name: "red" }, table: SECOND, target: "two/model" },
    },
  ),
  entry("three", "faq", { of: "global" }, { stored: NOON - 3_000 }),
  entry("four", "faq", { of: "key", name: "support" }, { expires: NOON - 1 }),
];

async function filled(place: string): Promise<(...words: string[]) => ReturnType<typeof runCommand>> {
  const store = await openCacheStore(place);
  for (const one of entries) await store.put(one);
  await store.close();
  return (verb = "", ...words) => runCommand(["cache", verb, ...words, "--store", place]);
}

const newPlace = (): string => `sqlite:${temporaryFolder({})("cache.db")}`;
const fileOf = (place: string): string => place.slice("sqlite:".length);

describe("pointsman cache list", () => {
  test("shows those that are there, the newest first, and nothing of what was asked and answered", async () => {
    const cache = await filled(newPlace());
    const { code, out } = await cache("list");
    expect(code).toBe(0);
    const [head, ...rows] = out.split("\n");
    expect(head).toMatch(/^entry +route +scope +target +table +stored +expires +found by +bytes$/);
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 3))).toEqual([
      ["one".padEnd(22, "_"), "chat", "key support"],
      ["two".padEnd(22, "_"), "chat", "team red"],
      ["three".padEnd(22, "_"), "faq", "global"],
    ]);
    expect(rows[0]).toMatch(/abababababab +2026-11-20T11:59:59Z +2026-11-20T13:00:00Z +meaning +\d+$/);
    expect(out).not.toMatch(/forty|six/);
  });

  test("takes filters, a number, and is JSON for machines", async () => {
    const cache = await filled(newPlace());
    const named = async (...words: string[]): Promise<string[]> =>
      (JSON.parse((await cache("list", "--json", ...words)).out) as { entry: string }[]).map(({ entry }) =>
        entry.replaceAll("_", ""),
      );
    expect(await named()).toEqual(["one", "two", "three"]);
    expect(await named("--route", "chat")).toEqual(["one", "two"]);
    expect(await named("--scope", "support")).toEqual(["one"]);
    expect(await named("--table", "ac")).toEqual(["two"]);
    expect(await named("--table", FIRST)).toEqual(["one", "three"]);
    expect(await named("--table", "ff")).toEqual([]);
    expect(await named("--entry", entries[2]!.id)).toEqual(["three"]);
    // As x-pointsman-cache says it.
    expect(await named("--entry", `${entries[2]!.id}.${"m".repeat(22)}`)).toEqual(["three"]);
    const { out, err } = await cache("list", "--most", "1");
    expect(out.split("\n")).toHaveLength(2);
    expect(err).toContain("more than 1");
    expect(JSON.parse((await cache("list", "--json", "--most", "1")).out)).toEqual([
      {
        ...{ entry: entries[0]!.id, route: "chat", scope: { of: "key", name: "support" }, table: FIRST },
        ...{ target: "one/model", stored: "2026-11-20T11:59:59Z", expires: "2026-11-20T13:00:00Z" },
        ...{ bytes: expect.any(Number), hasMeaning: true },
      },
    ]);
    expect((await cache("list", "--table", "a")).err).toContain("name more of it");
    expect((await cache("list", "--route", "nobody")).out).toBe("There is no such answer.");
  });
});

describe("pointsman cache show", () => {
  test("says what is known of one, its answer and its prompt only where they are asked for", async () => {
    const cache = await filled(newPlace());
    const { id } = entries[0]!;
    const shown = (await cache("show", id)).out;
    expect((await cache("show", `${id}.${"m".repeat(22)}`)).out).toBe(shown);
    expect(shown).toContain("found by   1 key, and a vector of 2");
    expect(shown).toContain("cost       $0.001234");
    expect(shown).toContain("usage      input 12, output 3");
    expect(shown).not.toMatch(/forty|six/);
    const answered = (await cache("show", id, "--answer")).out;
    expect(answered).toContain("text:\nforty-two\nand no more\\u{1b}[2J");
    expect(answered).not.toContain("six");
    const asked = (await cache("show", id, "--prompt")).out;
    expect(asked).toContain("asked:\nwhat is six times\\u{1b}[2J seven?");
    expect(asked).not.toContain("forty");
    const plain = JSON.parse((await cache("show", id, "--json")).out);
    expect(plain).toMatchObject({ entry: id, keys: 1, dimensions: 2, costMicroUsd: 1_234, usage });
    expect(JSON.stringify(plain)).not.toMatch(/forty|six/);
    const whole = JSON.parse((await cache("show", id, "--json", "--answer", "--prompt")).out);
    expect(whole).toMatchObject({ answer: entries[0]!.answer.parts, prompt: wholeMeaning.text });
  });

  test("one that is not there, or has expired, is told to be missing", async () => {
    const cache = await filled(newPlace());
    for (const id of ["nobody", entries[3]!.id])
      expect(await cache("show", id)).toMatchObject({ code: 2, err: expect.stringContaining("there is no entry") });
    expect(await cache("show")).toMatchObject({ code: 2, err: expect.stringContaining("the entry is missing") });
  });
});

describe("pointsman cache drop", () => {
  test.each([
    [["--entry", entries[1]!.id], 1],
    [["--route", "faq"], 2],
    [["--scope", "support"], 2],
    [["--table", "ac"], 1],
    [["--route", "faq", "--scope", "support"], 1],
    [["--route", "nobody"], 0],
    [["--all"], 4],
  ])("takes out what %j names, expired or not", async (words, count) => {
    const place = newPlace();
    const cache = await filled(place);
    expect(JSON.parse((await cache("drop", "--json", ...words)).out)).toEqual({ dropped: count, log: "none" });
    const store = await openCacheStore(place);
    expect(await store.list({}, 10, 0)).toHaveLength(entries.length - count);
    await store.close();
  });

  test("leaves nothing of the texts in the file", async () => {
    const place = newPlace();
    const cache = await filled(place);
    expect(readFileSync(fileOf(place), "latin1")).toContain("forty-two");
    expect((await cache("drop", "--all")).out).toBe("4 answers are dropped.");
    expect(readFileSync(fileOf(place), "latin1")).not.toMatch(/forty|six times/);
  });

  test("needs to be told what, and takes no --all beside a filter", async () => {
    const place = newPlace();
    const cache = await filled(place);
    expect(await cache("drop")).toMatchObject({ code: 2, err: expect.stringContaining("--all") });
    expect(await cache("drop", "--all", "--route", "chat")).toMatchObject({ code: 2 });
    expect(await cache("drop", "--table", "a")).toMatchObject({ code: 2, err: expect.stringContaining("2 tables") });
    expect(JSON.parse((await cache("list", "--json")).out)).toHaveLength(3);
  });
});

test.each(["list", "show x", "drop --all"])(
  "cache %s on a store in memory, or on none, says where to look",
  async (words) => {
    for (const store of [[], ["--store", "memory"]]) {
      const { code, err } = await runCommand(["cache", ...words.split(" "), ...store]);
      expect(code).toBe(2);
      expect(err).toContain("--cache sqlite:<file>");
      expect(err).toContain("/v1/cache/<entry>/wrong");
    }
  },
);

test("a store that is not there is not made, and one that is something else is told to be", async () => {
  const path = temporaryFolder({ "diary.db": "a diary, and no store. ".repeat(100) });
  expect(await runCommand(["cache", "list", "--store", `sqlite:${path("none.db")}`])).toMatchObject({
    code: 2,
    err: expect.stringContaining("there is no store"),
  });
  expect(existsSync(path("none.db"))).toBe(false);
  expect(await runCommand(["cache", "list", "--store", `sqlite:${path("diary.db")}`])).toMatchObject({
    code: 2,
    err: expect.stringContaining("is no SQLite file"),
  });
  expect(await runCommand(["cache", "list", "--store", "postgres://me:secret@db"])).toMatchObject({ code: 2 });
});

test("what is to be done must be said, and known", async () => {
  expect(await runCommand(["cache"])).toMatchObject({ code: 2, err: expect.stringContaining("`drop`") });
  expect(await runCommand(["cache", "clear"])).toMatchObject({ code: 2, err: expect.stringContaining("no `clear`") });
});

describe.skipIf(!hasRedis)("on a Redis", () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  test("entries are listed, shown and dropped alike, and its append-only file is written anew", async () => {
    const cache = await filled(`${server.url}?timeout=30000`);
    expect((await cache("list")).out.split("\n")).toHaveLength(4);
    expect((await cache("show", entries[0]!.id, "--answer")).out).toContain("forty-two");
    expect((await cache("drop", "--route", "nobody")).out).toBe("There was no such answer.");
    const { out } = await cache("drop", "--entry", entries[0]!.id);
    expect(out).toMatch(/^1 answer is dropped\.\n.*written anew now/);
    expect(JSON.parse((await cache("list", "--json")).out)).toHaveLength(2);
  });
});
