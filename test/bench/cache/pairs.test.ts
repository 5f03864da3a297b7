import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type Pair, pairsFile, readPairs, SEALED_SHA256 } from "../../../bench/cache/pairs/read-pairs.ts";

/** By which the pairs were divided, once all were written. */
const SEED = "2026";

const tuned = readPairs("tuned");
const sealed = readPairs("sealed");
const all = [...tuned, ...sealed];

const sha256 = (bytes: string | Buffer) => createHash("sha256").update(bytes).digest("hex");
const kindOf = ({ kind, language, may }: Pair) => `${kind}, ${language}, ${may}`;
const place = ({ kept, asked }: Pair) => sha256(`${SEED}\n${kept}\n${asked}`);
const shown = (pairs: Iterable<Pair>) => [...pairs].map((pair) => JSON.stringify(pair)).sort();

describe("the pairs", () => {
  test("that are sealed are those from before the first run", () => {
    expect(sha256(readFileSync(pairsFile("sealed")))).toBe(SEALED_SHA256);
  });

  test("were divided by their hashes: every other one of a kind, a language and a verdict is sealed", () => {
    const groups = [...Map.groupBy(all, kindOf).values()].map((group) =>
      group.toSorted((a, b) => (place(a) < place(b) ? -1 : 1)),
    );
    const every = (odd: number) => groups.flatMap((group) => group.filter((_, i) => i % 2 === odd));
    expect(shown(every(0))).toEqual(shown(tuned));
    expect(shown(every(1))).toEqual(shown(sealed));
  });

  test("are 600 at least, and of both halves no text stands twice", () => {
    expect(all.length).toBeGreaterThanOrEqual(600);
    const texts = all.flatMap(({ kept, asked }) => [kept, asked]);
    expect(new Set(texts).size).toBe(texts.length);
  });

  test("have every kind in every language in both halves, and both verdicts in every language", () => {
    for (const half of [tuned, sealed]) {
      expect(new Set(half.map(({ kind, language }) => `${kind}, ${language}`)).size).toBe(9 * 4);
      expect(new Set(half.map(({ language, may }) => `${language}, ${may}`)).size).toBe(4 * 2);
    }
  });
});
