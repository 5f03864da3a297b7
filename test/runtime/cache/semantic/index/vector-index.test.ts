import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { VectorIndex } from "../../../../../runtime/cache/semantic/index/vector-index.ts";
import { thorough } from "../../../../thorough.ts";
import { BruteForce } from "./brute-force.ts";
import { around, axis, type Random, randomOf, uniform, unit } from "./vectors.ts";

const CEILING = 128 * 2 ** 20;
const LATER = 1_000_000;

const open: VectorIndex[] = [];
afterEach(async () => {
  for (const index of open.splice(0)) await index.close();
});

function indexOf(dimension: number, ceiling: number = CEILING): VectorIndex {
  const index = new VectorIndex({ dimension, ceiling });
  open.push(index);
  return index;
}

/** No multiples of what is computed at once, and some that are. */
const dimensions = [1, 2, 3, 5, 16, 31, 32, 33, 64, 100, 384];

/** Few enough for duplicates and ties, and of every kind: noise, near to each other, and with all their length in one number. */
function poolOf(dimension: number, random: Random): Float32Array[] {
  const centre = uniform(dimension, random);
  const near = Array.from({ length: 4 }, () => around(centre, 0.01, random));
  const uneven = unit(Float64Array.from({ length: dimension }, (_, i) => 10 ** -(i % 9)));
  const noise = Array.from({ length: 4 }, () => uniform(dimension, random));
  return [centre, uneven, ...near, ...noise, axis(dimension, 0), axis(dimension, 0, -1), axis(dimension, 7)];
}

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ put: fc.nat(19), of: fc.nat(2), is: fc.nat(12), lives: fc.nat(40) }) },
    { weight: 2, arbitrary: fc.record({ remove: fc.nat(19) }) },
    { weight: 3, arbitrary: fc.record({ search: fc.nat(12), of: fc.nat(2), most: fc.integer({ min: 1, max: 6 }) }) },
    { weight: 1, arbitrary: fc.record({ expire: fc.boolean() }) },
  ),
  { maxLength: 80 },
);

describe("an index finds what a look at each would", () => {
  test.each(dimensions)("after any sequence of changes, in %i dimensions", async (dimension) => {
    const sequences = fc.asyncProperty(steps, fc.nat(), async (sequence, seed) => {
      const index = new VectorIndex({ dimension, ceiling: CEILING });
      const plain = new BruteForce();
      const pool = poolOf(dimension, randomOf(seed));
      for (const [now, step] of sequence.entries()) {
        if ("put" in step) {
          const entry = {
            id: `e${step.put}`,
            partition: `p${step.of}`,
            vector: pool[step.is]!,
            expires: now + step.lives,
          };
          plain.put(entry);
          expect(await index.put(entry)).toBe(true);
        } else if ("remove" in step) {
          plain.entries.delete(`e${step.remove}`);
          await index.remove(`e${step.remove}`);
        } else if ("search" in step) {
          const search = { partition: `p${step.of}`, vector: pool[step.search]!, most: step.most, now };
          expect(await index.nearest(search)).toEqual({ found: plain.nearest(search), unseen: 0 });
        } else {
          const gone = [...plain.entries.values()].filter(({ expires }) => expires <= now);
          for (const { id } of gone) plain.entries.delete(id);
          expect(await index.expire(now)).toBe(gone.length);
          expect(index.size).toBe(plain.entries.size);
        }
      }
      await index.close();
    });
    await fc.assert(sequences, { numRuns: thorough(100, 15) });
  });

  test("with changes that nobody waits for", async () => {
    const index = indexOf(24);
    const plain = new BruteForce();
    const random = randomOf(5);
    const pool = poolOf(24, random);
    const changes: Promise<unknown>[] = [];
    for (let i = 0; i < 3_000; i++) {
      const id = `e${Math.floor(random() * 500)}`;
      if (random() < 0.3) {
        plain.entries.delete(id);
        changes.push(index.remove(id));
      } else {
        const vector = random() < 0.5 ? uniform(24, random) : pool[i % pool.length]!;
        const entry = { id, partition: `p${i % 3}`, vector, expires: LATER };
        plain.put(entry);
        changes.push(index.put(entry));
      }
    }
    await Promise.all(changes);
    expect(index.size).toBe(plain.entries.size);
    for (const partition of ["p0", "p1", "p2", "p3"]) {
      const search = { partition, vector: uniform(24, random), most: 20, now: 0 };
      expect(await index.nearest(search)).toEqual({ found: plain.nearest(search), unseen: 0 });
    }
  });

  test("among more rows than a chunk has, of one partition and of many", async () => {
    const index = indexOf(17);
    const plain = new BruteForce();
    const random = randomOf(11);
    const centre = uniform(17, random);
    for (let i = 0; i < 5_000; i++) {
      const partition = i % 2 === 0 ? "large" : `small ${i % 1_000}`;
      const vector = around(centre, i % 3 === 0 ? 0.02 : 1, random);
      const entry = { id: `e${i}`, partition, vector, expires: LATER };
      plain.put(entry);
      void index.put(entry);
    }
    await index.remove("nobody");
    for (const partition of ["large", "small 7", "small 999", "small 2"]) {
      const search = { partition, vector: around(centre, 0.02, random), most: 10, now: 0 };
      expect(await index.nearest(search)).toEqual({ found: plain.nearest(search), unseen: 0 });
    }
  });

  test("with the most dimensions, whose products come near what 32 bits hold", async () => {
    const dimension = 16_384;
    const index = indexOf(dimension);
    const plain = new BruteForce();
    const even = unit(new Float64Array(dimension).fill(1));
    const signs = unit(Float64Array.from({ length: dimension }, (_, i) => (i % 2 === 0 ? 1 : -1)));
    const vectors = { even, signs, against: even.map((value) => -value), alone: axis(dimension, 9) };
    for (const [id, vector] of Object.entries(vectors)) {
      const entry = { id, partition: "p", vector, expires: LATER };
      plain.put(entry);
      await index.put(entry);
    }
    for (const vector of Object.values(vectors)) {
      const search = { partition: "p", vector, most: 2, now: 0 };
      expect(await index.nearest(search)).toEqual({ found: plain.nearest(search), unseen: 0 });
    }
  });
});

describe("an index says what it did not look at", () => {
  const entry = (i: number, partition = "p") => ({
    id: `e${i}`,
    partition,
    vector: uniform(4, randomOf(i + 1)),
    expires: LATER + i,
  });

  test("of the partition: what still waits to be written", async () => {
    const index = indexOf(4);
    const waiting = [index.put(entry(0)), index.put(entry(1)), index.put(entry(2, "another"))];
    const search = { partition: "p", vector: axis(4, 0), most: 3, now: 0 };
    expect(await index.nearest(search)).toEqual({ found: [], unseen: 2 });
    await Promise.all(waiting);
    expect(await index.nearest(search)).toMatchObject({ found: [{}, {}], unseen: 0 });
  });

  test("what there was no room for, until there is, or it expires or goes", async () => {
    const rows = 1_024;
    const index = indexOf(4, 2 ** 17);
    for (let i = 0; i < rows; i++) expect(await index.put(entry(i))).toBe(true);
    for (const late of [5_000, 5_001, 5_002]) expect(await index.put(entry(late))).toBe(false);
    const search = { partition: "p", vector: axis(4, 0), most: 3, now: 0 };
    expect((await index.nearest(search)).unseen).toBe(3);
    expect((await index.nearest({ ...search, partition: "q" })).unseen).toBe(0);
    await index.remove("e5001");
    expect((await index.nearest(search)).unseen).toBe(2);
    await index.remove("e7");
    expect(await index.put(entry(5_000))).toBe(true);
    expect((await index.nearest(search)).unseen).toBe(1);
    expect((await index.nearest({ ...search, now: LATER + 5_002 })).unseen).toBe(0);
    expect(index.bytes).toBe(2 ** 17);
  });
});

describe("an index refuses", () => {
  const put = (index: VectorIndex, vector: Float32Array) =>
    index.put({ id: "e", partition: "p", vector, expires: LATER });

  test.each([
    ["another dimension", new Float32Array(3).fill(0.5), "A vector of 3 numbers is none of an index of 4 dimensions."],
    ["what is no number", Float32Array.of(1, Number.NaN, 0, 0), "A vector has numbers that are not finite."],
    [
      "what has no end",
      Float32Array.of(0, 0, Number.POSITIVE_INFINITY, 0),
      "A vector has numbers that are not finite.",
    ],
    ["noughts", new Float32Array(4), "A vector has the length 0, where 1 is needed."],
    ["another length", new Float32Array(4).fill(1), "A vector has the length 2, where 1 is needed."],
  ])("%s, to put and to search", async (_, vector, message) => {
    const index = indexOf(4);
    await expect(put(index, vector)).rejects.toThrow(new RangeError(message));
    await expect(index.nearest({ partition: "p", vector, most: 1, now: 0 })).rejects.toThrow(new RangeError(message));
    expect(index.size).toBe(0);
    expect(await put(index, axis(4, 1))).toBe(true);
  });

  test.each([0, 1.5, Number.NaN, 16_385])("to have %d dimensions", (dimension) => {
    expect(() => new VectorIndex({ dimension, ceiling: CEILING })).toThrow(/from 1 to 16384, not/);
  });

  test.each([0, 100_000, Number.NaN])("a ceiling of %d bytes, which has no room for a chunk", (ceiling) => {
    expect(() => new VectorIndex({ dimension: 4, ceiling })).toThrow(/needs 131072 bytes to begin with/);
  });

  test.each([0, -1, 1.5, 1_001])("to find %d", async (most) => {
    const index = indexOf(4);
    await expect(index.nearest({ partition: "p", vector: axis(4, 0), most, now: 0 })).rejects.toThrow(RangeError);
  });

  test("everything once it was closed", async () => {
    const index = indexOf(4);
    await put(index, axis(4, 1));
    const waits = put(index, axis(4, 2));
    waits.catch(() => {});
    await index.close();
    await expect(waits).rejects.toThrow("The index was closed.");
    await expect(put(index, axis(4, 1))).rejects.toThrow("The index was closed.");
    await expect(index.nearest({ partition: "p", vector: axis(4, 1), most: 1, now: 0 })).rejects.toThrow("closed");
    await index.remove("e");
    expect(await index.expire(LATER)).toBe(0);
    expect(index).toMatchObject({ size: 0, bytes: 0 });
  });
});
