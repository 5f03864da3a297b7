import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { allPairs, type Pair, pairsFile, readPairs, SHA256 } from "../../../bench/cache/pairs/read-pairs.ts";

/** By which the pairs were divided, once all were written. */
const SEED = "2026";

const tuned = readPairs("tuned");
const opened = readPairs("opened-first");
const sealed = readPairs("sealed");
const all = allPairs();

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
const kindOf = ({ kind, language, may }: Pair) => `${kind}, ${language}, ${may}`;
const place = ({ kept, asked }: Pair) => sha256(`${SEED}\n${kept}\n${asked}`);
const shown = (pairs: Iterable<Pair>) => [...pairs].map((pair) => JSON.stringify(pair)).sort();

describe("the pairs", () => {
  test.each(["sealed", "opened-first", "opened-second", "opened-third"] as const)(
    "that are %s are those from before the first run",
    (set) => {
      expect(sha256(readFileSync(pairsFile(set)))).toBe(SHA256[set]);
    },
  );

  test("that came first were divided by their hashes: every other one of a kind, a language and a verdict was sealed", () => {
    const groups = [...Map.groupBy([...tuned, ...opened], kindOf).values()].map((group) =>
      group.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)),
    );
    const every = (odd: number) => groups.flatMap((group) => group.filter((_, i) => i % 2 === odd));
    expect(shown(every(0))).toEqual(shown(tuned));
    expect(shown(every(1))).toEqual(shown(opened));
  });

  test("are a thousand, and no text stands twice", () => {
    expect(all.length).toBeGreaterThan(1000);
    const texts = all.flatMap(({ kept, asked }) => [kept, asked]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("have every kind in every language in every set, and both verdicts in every language", () => {
    for (const set of [tuned, opened, readPairs("opened-second"), readPairs("opened-third"), sealed]) {
      expect(new Set(set.map(({ kind, language }) => `${kind}, ${language}`)).size).toBe(9 * 4);
      expect(new Set(set.map(({ language, may }) => `${language}, ${may}`)).size).toBe(4 * 2);
    }
  });
});
