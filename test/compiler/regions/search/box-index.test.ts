import { expect, test } from "vitest";
import type { Box } from "../../../../compiler/regions/box.ts";
import type { Column } from "../../../../compiler/regions/columns.ts";
import { BoxIndex } from "../../../../compiler/regions/search/box-index.ts";
import { between, seededRandom } from "../../../../simulator/random.ts";
import { smallQuestion } from "./small-questions.ts";

function intersect(a: Box, b: Box): boolean {
  return [...a].every(([key, cells]) => (cells & (b.get(key) ?? cells)) !== 0n);
}

test("the boxes that intersect a box are those that share a cell of every column", () => {
  for (let i = 0; i < 1000; i += 1) {
    const { columns, inside, outside } = smallQuestion(seededRandom("box-index", i));
    const index = new BoxIndex(outside, columns);
    for (const before of [outside.length, between(seededRandom(i), 0, outside.length)]) {
      const expected = [...outside.keys()].filter((number) => number < before && intersect(outside[number]!, inside));
      expect(index.overlapping(inside, before)).toEqual(expected);
      expect(index.overlapping(inside, before)).toEqual(expected);
    }
  }
});

test("a hundred boxes over a column of a hundred values are told apart", () => {
  const values = Array.from({ length: 100 }, (_, i) => `team-${i}`);
  const columns = new Map<string, Column>([["key.team", { kind: "string", fact: "key.team", values }]]);
  const only = (value: number): Box => new Map([["key.team", 1n << BigInt(value + 2)]]);
  const index = new BoxIndex(
    values.map((_, i) => only(i)),
    columns,
  );
  expect(index.overlapping(only(77), 100)).toEqual([77]);
  expect(index.overlapping(only(77), 77)).toEqual([]);
  expect(index.overlapping(new Map([["key.team", ((1n << 64n) - 1n) << 32n]]), 90)).toEqual(
    Array.from({ length: 60 }, (_, i) => i + 30),
  );
  expect(index.overlapping(new Map(), 3)).toEqual([0, 1, 2]);
});

test("a box over other columns is refused", () => {
  const index = new BoxIndex([], new Map());
  expect(() => index.overlapping(new Map([["stream", 1n]]), 0)).toThrow("a box over other columns: stream");
});
