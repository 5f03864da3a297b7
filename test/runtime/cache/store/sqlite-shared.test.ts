/** What a file keeps for those who open it again, and for several processes at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { renameSync } from "node:fs";
import { expect, test } from "vitest";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { newFile } from "../../state/store/new-file.ts";
import { bytesOf, fullAnswer, NOON, newEntry, oddVector } from "./entries.ts";
import { Follower } from "./follower.ts";

const opened = async (file: string) => {
  const store = await openCacheStore(`sqlite:${file}`);
  afterTest(() => store.close());
  return store;
};

test("entries, vectors, evidence and the secret outlive the process", async () => {
  const file = newFile();
  const before = await openCacheStore(`sqlite:${file}`);
  const entry = newEntry({ keys: ["a"], answer: fullAnswer, meaning: { text: "what?", vector: oddVector } });
  await before.put(entry);
  await before.evidence.add("s", 3, { checks: 5, wrong: 1 });
  const secret = await before.secret();
  await before.close();
  const after = await opened(file);
  const found = await after.find(["a"], NOON);
  expect(found).toEqual(entry);
  expect(bytesOf(found?.meaning?.vector)).toBe(bytesOf(oddVector));
  expect(await after.secret()).toEqual(secret);
  expect(await after.evidence.read("s")).toEqual([{ period: 3, checks: 5, wrong: 1 }]);
  const follower = new Follower();
  afterTest(await after.follow(follower.listen));
  expect([...follower.known.keys()]).toEqual([entry.id]);
});

test("a ceiling that is lower than before is reached with some of the answers that come then", async () => {
  const place = `sqlite:${newFile()}`;
  const before = await openCacheStore(place);
  await Promise.all(Array.from({ length: 700 }, (_, i) => before.put(newEntry({ keys: [`${i}`] }))));
  await before.close();
  const after = await openCacheStore(place, { ceiling: 20_000 });
  afterTest(() => after.close());
  for (let i = 0; i < 5; i++) await after.put(newEntry({ keys: [`after ${i}`] }));
  const bytes = (await after.list({}, 1_000, NOON)).reduce((sum, one) => sum + one.bytes, 0);
  expect(bytes).toBeGreaterThan(10_000);
  expect(bytes).toBeLessThanOrEqual(20_000);
  for (let i = 0; i < 5; i++) expect(await after.find([`after ${i}`], NOON)).toBeDefined();
});

test("two processes on one file find what the other has put, follow it, and add up evidence", async () => {
  const file = newFile();
  const store = await opened(file);
  const follower = new Follower();
  afterTest(await store.follow(follower.listen));
  const ended = Promise.all([writer(file, "one"), writer(file, "two")]);
  for (let i = 0; i < 100; i++) {
    await store.put(newEntry({ keys: [`own ${i}`], meaning: { text: "?", vector: oddVector } }));
    await store.evidence.add("s", 1, { checks: 1, wrong: 0 });
  }
  expect(await ended).toEqual([0, 0]);
  for (const name of ["one", "two", "own"])
    for (const i of [0, 50, 99]) expect(await store.find([`${name} ${i}`], NOON), `${name} ${i}`).toBeDefined();
  await follower.until(() => follower.known.size === 300);
  expect(await store.evidence.read("s")).toEqual([{ period: 1, checks: 300, wrong: 0 }]);
  expect(await store.drop({})).toBe(300);
  await follower.until(() => follower.known.size === 0);
});

test("a file that was moved away is left for the one in its place, and whoever follows is told", async () => {
  const file = newFile();
  const store = await opened(file);
  const follower = new Follower();
  afterTest(await store.follow(follower.listen));
  await store.put(newEntry({ keys: ["a"], meaning: { text: "?", vector: oddVector } }));
  await follower.until(() => follower.known.size === 1);
  renameSync(file, `${file}.old`);
  await store.expire(NOON);
  await follower.until(() => follower.known.size === 0);
  expect(await store.find(["a"], NOON)).toBeUndefined();
  const entry = newEntry({ keys: ["a"] });
  await store.put(entry);
  expect(await (await opened(file)).find(["a"], NOON)).toEqual(entry);
});

async function writer(file: string, name: string): Promise<number> {
  const script = new URL("writer.ts", import.meta.url).pathname;
  const started = spawn(process.execPath, ["--no-warnings", script, `sqlite:${file}`, name], { stdio: "inherit" });
  const [code] = await once(started, "exit");
  return code;
}
