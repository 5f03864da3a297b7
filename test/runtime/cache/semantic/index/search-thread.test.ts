import { once } from "node:events";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { VectorIndex } from "../../../../../runtime/cache/semantic/index/vector-index.ts";
import { BruteForce } from "./brute-force.ts";
import { around, randomOf, uniform } from "./vectors.ts";

/** Large enough for a few rows to be searched beside. */
const DIMENSION = 8_192;
const ROWS = 300;

const random = randomOf(3);
const centre = uniform(DIMENSION, random);
const vectors = Array.from({ length: ROWS }, (_, i) => around(centre, i % 2 === 0 ? 0.05 : 1, random));
const search = { partition: "p", vector: vectors[4]!, most: 5, now: 0 };

let index: VectorIndex;
let plain: BruteForce;

beforeEach(async () => {
  index = new VectorIndex({ dimension: DIMENSION, ceiling: 256 * 2 ** 20 });
  plain = new BruteForce();
  for (const [i, vector] of vectors.entries()) {
    const entry = { id: `e${i}`, partition: "p", vector, expires: 1_000_000 + i };
    plain.put(entry);
    await index.put(entry);
  }
});
afterEach(() => index.close());

async function started(): Promise<Worker> {
  const [worker] = (await once(process, "worker")) as [Worker];
  return worker;
}

describe("a large search", () => {
  test("finds in a thread what a look at each would, one search after the other and many at once", async () => {
    const worker = started();
    expect(await index.nearest(search)).toEqual({ found: plain.nearest(search), unseen: 0 });
    await worker;
    const searches = vectors.slice(0, 40).map((vector, i) => ({ ...search, vector, now: 1_000_000 + i }));
    const found = await Promise.all(searches.map((each) => index.nearest(each)));
    expect(found).toEqual(searches.map((each) => ({ found: plain.nearest(each), unseen: 0 })));
  });

  test("is of what was there when it began, and of nothing that came since", async () => {
    await index.nearest(search);
    const before = plain.nearest(search);
    const going = index.nearest(search);
    const gone = [before[0]!.id, before[3]!.id];
    const changes: Promise<unknown>[] = gone.map((id) => index.remove(id));
    // They take the rows of those.
    for (const id of ["new 1", "new 2"])
      changes.push(index.put({ id, partition: "p", vector: search.vector, expires: 2_000_000 }));
    const { found } = await going;
    // Those that go meanwhile may be found by whoever was quicker; what came since is not.
    const stays = ({ id }: { id: string }): boolean => !gone.includes(id);
    expect(found.filter(stays)).toEqual(before.filter(stays));
    expect(before).toEqual(expect.arrayContaining(found as unknown[]));
    await Promise.all(changes);
    expect((await index.nearest(search)).found.slice(0, 2).map(({ id }) => id)).toEqual(["new 2", "new 1"]);
  });

  test("sees rows in memory that has grown since the thread began", async () => {
    await index.nearest(search);
    for (let i = 0; i < 1_200; i++) {
      const entry = { id: `late ${i}`, partition: "p", vector: vectors[i % ROWS]!, expires: 1_000_000 };
      plain.put(entry);
      void index.put(entry);
    }
    await index.remove("nobody");
    expect(await index.nearest(search)).toEqual({ found: plain.nearest(search), unseen: 0 });
  });

  test("is rejected when its thread dies; a second later another one is started", async () => {
    const worker = started();
    const going = index.nearest(search);
    going.catch(() => {});
    void (await worker).terminate();
    await expect(going).rejects.toThrow(/thread that searches by meaning has ended: exit code \d/);
    await expect(index.nearest({ ...search, now: 900 })).rejects.toThrow(/has ended/);
    await index.remove("e4");
    plain.entries.delete("e4");
    const later = { ...search, now: 1_001 };
    expect(await index.nearest(later)).toEqual({ found: plain.nearest(later), unseen: 0 });
  });

  test("is rejected when the index is closed, and leaves no thread behind", async () => {
    const worker = started();
    const going = [index.nearest(search), index.nearest(search)];
    for (const each of going) each.catch(() => {});
    const ended = once(await worker, "exit");
    await index.close();
    for (const each of going) await expect(each).rejects.toThrow("The index was closed.");
    await ended;
  });

  test("is rejected where more wait than it is worth to wait for", async () => {
    const all = await Promise.allSettled(Array.from({ length: 70 }, () => index.nearest(search)));
    expect(all.filter(({ status }) => status === "fulfilled")).toHaveLength(64);
    expect(all.at(-1)).toMatchObject({ reason: { message: "64 searches by meaning wait already." } });
    expect(await index.nearest(search)).toMatchObject({ unseen: 0 });
  });
});
