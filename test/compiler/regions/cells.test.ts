import { expect, test } from "vitest";
import type { Condition } from "../../../compiler/lower/ir.ts";
import { boxesOf } from "../../../compiler/regions/boxes.ts";
import { cellColumns } from "../../../compiler/regions/cells.ts";
import { type Column, columnsOf } from "../../../compiler/regions/columns.ts";
import { all, any, below, flag, from, not, oneOf, present } from "./conditions.ts";

function cut(...conditions: Condition[]): { column: Column; words: number[] }[] {
  const columns = columnsOf(conditions);
  const boxes = conditions.flatMap((condition) => {
    const expanded = boxesOf(condition, columns);
    return expanded.tooLarge ? [] : expanded.boxes;
  });
  return cellColumns(boxes, columns).map(({ column, vectors }) => ({ column, words: vectors.map(([word]) => word!) }));
}

test("numbers are cut at the bounds of all rules, and each cell knows its boxes", () => {
  expect(cut(from("turns", 10), below("turns", 20), from("turns", 10))).toEqual([
    { column: { kind: "number", fact: "turns", cuts: [10, 20] }, words: [0, 0b010, 0b111, 0b101] },
  ]);
});

test("values are told apart from each other, from any other value and from none", () => {
  expect(cut(oneOf("model", "b", "a"), not(oneOf("model", "a")), present("model"))).toEqual([
    { column: { kind: "string", fact: "model", values: ["a", "b"] }, words: [0b010, 0b110, 0b101, 0b111] },
  ]);
});

test("a cut, a value and a column that decide nothing are left out", () => {
  const either = any(from("turns", 5), below("turns", 5));
  const condition = all(either, oneOf("model", "a"), any(flag("stream"), not(flag("stream"))));
  expect(
    cut(any(condition, all(oneOf("model", "b"), not(present("model")))), from("turns", 1), below("turns", 1)),
  ).toEqual([
    { column: { kind: "number", fact: "turns", cuts: [1] }, words: [0b000, 0b101, 0b011] },
    { column: { kind: "string", fact: "model", values: ["a"] }, words: [0b110, 0b110, 0b111] },
  ]);
});
