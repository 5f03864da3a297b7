/** What is left of texts in the bytes of a file, of its log and of its shared memory. */
import { readFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import type { CacheStore } from "../../../../runtime/cache/store/cache-store.ts";
import { openCacheStore } from "../../../../runtime/cache/store/open-cache-store.ts";
import { afterTest } from "../../after-test.ts";
import { faultOf } from "../../state/store/fault-of.ts";
import { newFile } from "../../state/store/new-file.ts";
import { randomFrom } from "../../state/store/races/random-from.ts";
import { HOUR, NOON } from "./entries.ts";
import { marked, marksIn, vectorsIn } from "./marked.ts";

const opened = async (file: string, ceiling?: number): Promise<CacheStore> => {
  const store = await openCacheStore(`sqlite:${file}`, { ceiling });
  afterTest(() => store.close());
  return store;
};

const bytesBeside = (file: string): Buffer =>
  Buffer.concat([file, `${file}-wal`, `${file}-shm`].map((path) => readFileSync(path)));

/** What a small file, an ordinary one, and one whose pages are split and joined all the time look like. */
const SIZES: readonly (readonly [string, number])[] = [
  ["short answers", 60],
  ["answers of a page or two", 6_000],
  ["long answers", 60_000],
];

test.each(SIZES)("of %s that were dropped, expired, replaced or pushed out nothing is left", async (_, most) => {
  const seed = Date.now() % 1_000_000;
  const random = randomFrom(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const file = newFile();
  const store = await opened(file, most * 60);
  const put = async (i: number): Promise<void> =>
    store.put(
      marked(i, {
        keys: [`key ${below(200)}`],
        length: below(most),
        isMeant: below(3) === 0,
        expires: NOON + HOUR + below(50) * HOUR,
      }),
    );
  let count = 0;
  for (let round = 0; round < 12; round++) {
    for (let i = 0; i < 40; i++) await put(count++);
    const some = await store.list({}, 1_000, NOON);
    for (const { id } of some) if (below(8) === 0) await store.drop({ id });
    await store.expire(NOON + HOUR + below(20) * HOUR);
    const there = new Set((await store.list({}, 1_000, NOON)).map(({ target }) => target));
    const bytes = bytesBeside(file);
    // Each that is there is seen, too: what is looked for is what is written.
    expect(marksIn(bytes), `seed ${seed}, round ${round}`).toEqual(there);
  }
  await store.drop({});
  const bytes = bytesBeside(file);
  expect(marksIn(bytes), `seed ${seed}`).toEqual(new Set());
  expect(vectorsIn(bytes), `seed ${seed}`).toBe(false);
});

test("a process that reads the log keeps what is in it, which is told; what was dropped answers nothing all the same", async () => {
  const file = newFile();
  const store = await opened(file);
  await store.put(marked(1, { keys: ["a"], length: 5_000 }));
  const other = new DatabaseSync(file);
  afterTest(() => other.close());
  other.exec("BEGIN; SELECT * FROM texts");
  other.prepare("SELECT id FROM texts").all();
  const { fault, message } = await faultOf(store.drop({}));
  expect(fault).toBe("away");
  expect(message).toContain(`${file}-wal`);
  expect(await store.find(["a"], NOON)).toBeUndefined();
  expect(marksIn(bytesBeside(file)).size).toBe(1);
  other.exec("COMMIT");
  expect(await store.expire(NOON)).toBe(0);
  expect(marksIn(bytesBeside(file)).size).toBe(0);
});

test("what a process left that was killed between is gone with the next one's first round", async () => {
  const file = newFile();
  await (await openCacheStore(`sqlite:${file}`)).close();
  const killed = new DatabaseSync(file);
  const store = await opened(file);
  await store.put(marked(1, { keys: ["a"], length: 5_000 }));
  // As the store does it, and no further.
  killed.exec("PRAGMA secure_delete = ON; DELETE FROM texts; DELETE FROM entries; DELETE FROM keys");
  killed.close();
  expect(marksIn(bytesBeside(file)).size).toBe(1);
  await store.expire(NOON);
  expect(marksIn(bytesBeside(file)).size).toBe(0);
});
