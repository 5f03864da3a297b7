import { expect, test } from "vitest";
import type { Condition } from "../../../compiler/lower/ir.ts";
import { boxesOf } from "../../../compiler/regions/boxes.ts";
import { columnsOf } from "../../../compiler/regions/columns.ts";
import { all, always, any, below, flag, from, never, not, oneOf, present, range } from "./conditions.ts";

/** Each box as its columns' cells, from cell 0 on. */
function boxes(condition: Condition, limit?: number): Record<string, string>[] | "too large" {
  const columns = columnsOf([condition]);
  const expanded = boxesOf(condition, columns, limit);
  if (expanded.tooLarge) return "too large";
  const spell = (cells: bigint) => [...cells.toString(2)].reverse().join("");
  return expanded.boxes.map((box) => Object.fromEntries([...box].map(([key, cells]) => [key, spell(cells)])));
}

test("a condition that always holds is one box without columns", () => {
  expect(boxes(always)).toEqual([{}]);
  expect(boxes(any(flag("stream"), not(flag("stream"))))).toEqual([{}]);
  expect(boxes(all())).toEqual([{}]);
});

test("a condition that can never hold has no box", () => {
  expect(boxes(never)).toEqual([]);
  expect(boxes(any())).toEqual([]);
  expect(boxes(all(flag("stream"), not(flag("stream"))))).toEqual([]);
  expect(boxes(all(from("turns", 5), below("turns", 5)))).toEqual([]);
  expect(boxes(all(oneOf("model", "a"), oneOf("model", "b")))).toEqual([]);
});

test("whole numbers leave no gap between neighbours: above 4.2 and below 4.9 is nothing", () => {
  expect(boxes(all(from("turns", 4.2), below("turns", 4.9)))).toEqual([]);
  expect(boxes(range("turns", 4.2, 5))).toEqual([]);
});

test("a comparison with what is no number, or beyond all numbers, never holds", () => {
  const { POSITIVE_INFINITY, NEGATIVE_INFINITY, NaN: none } = Number;
  expect(boxes(any(from("turns", none), below("turns", none), range("turns", none, none)))).toEqual([]);
  expect(boxes(any(from("turns", POSITIVE_INFINITY), below("turns", NEGATIVE_INFINITY), range("turns", 5, 4)))).toEqual(
    [],
  );
});

test("a missing value makes every atom false and its negation true", () => {
  expect(boxes(below("maxOutputTokens", 10))).toEqual([{ maxOutputTokens: "01" }]);
  expect(boxes(not(below("maxOutputTokens", 10)))).toEqual([{ maxOutputTokens: "101" }]);
  expect(boxes(oneOf("key.team", "red"))).toEqual([{ "key.team": "001" }]);
  expect(boxes(not(oneOf("key.team", "red")))).toEqual([{ "key.team": "11" }]);
  expect(boxes(not(present("key.team")))).toEqual([{ "key.team": "1" }]);
});

test("alternatives for one fact are one box", () => {
  expect(boxes(any(from("turns", 9), below("turns", 3), range("turns", 3, 4)))).toEqual([{ turns: "01101" }]);
  expect(boxes(any(oneOf("model", "a"), oneOf("model", "b")))).toEqual([{ model: "0011" }]);
});

test("boxes that differ in one fact only are merged, contained ones dropped", () => {
  const a = flag("stream");
  const b = flag("hasCode");
  expect(boxes(any(all(a, b), all(a, not(b))))).toEqual([{ stream: "01" }]);
  expect(boxes(any(all(a, b), a))).toEqual([{ stream: "01" }]);
  expect(boxes(any(all(a, flag("needs.pdf")), all(a, b), b))).toEqual([
    { hasCode: "01" },
    { "needs.pdf": "01", stream: "01" },
  ]);
});

test("a negated union is the intersection of the negations", () => {
  expect(boxes(not(any(flag("stream"), flag("hasCode"))))).toEqual([{ hasCode: "1", stream: "1" }]);
});

test("the boxes do not depend on the order of the parts", () => {
  const parts = [all(flag("stream"), from("turns", 3)), oneOf("model", "a"), all(flag("hasCode"), below("turns", 9))];
  expect(boxes(any(...parts.toReversed()))).toEqual(boxes(any(...parts)));
});

test("one text asked twice is one column, two texts are two", () => {
  const condition = all(flag("text.includes", "a"), flag("text.includes", "a"), flag("text.includes", "b"));
  expect(columnsOf([condition]).size).toBe(2);
});

test("a condition with more boxes than allowed is too large, instead of taking for ever", () => {
  const pairs = Array.from({ length: 40 }, (_, i) => any(flag("text.includes", `a${i}`), flag("key.tags", `b${i}`)));
  expect(boxes(all(...pairs))).toBe("too large");
  expect(boxes(all(...pairs.slice(0, 3)))).toHaveLength(8);
  expect(boxes(all(...pairs.slice(0, 3)), 7)).toBe("too large");
});
