import { expect, test } from "vitest";
import { layoutOf } from "../../../../../runtime/cache/semantic/index/layout.ts";
import { RowMemory } from "../../../../../runtime/cache/semantic/index/row-memory.ts";
import { randomOf, uniform } from "./vectors.ts";

test("nothing of a row is left when it was wiped, and its place is used again", () => {
  const rows = new RowMemory(layoutOf(33), 2 ** 20);
  const [first, second] = [uniform(33, randomOf(1)), uniform(33, randomOf(2))];
  const before = rows.write({ vector: first, expires: 1 })!;
  const untouched = rows.write({ vector: second, expires: 2 })!;
  const bytes = () => Buffer.from(new Uint8Array(rows.memory.buffer));
  const exact = Buffer.from(first.buffer);
  expect(bytes().includes(exact)).toBe(true);
  const coarse = bytes()
    .subarray(0, bytes().indexOf(exact))
    .filter((byte) => byte !== 0).length;
  rows.wipe(before);
  expect(bytes().includes(exact)).toBe(false);
  expect(bytes().includes(Buffer.from(second.buffer))).toBe(true);
  expect(rows.write({ vector: second, expires: 2 })).toBe(before);
  rows.wipe(before);
  rows.wipe(untouched);
  expect(coarse).toBeGreaterThan(30);
  expect(bytes().every((byte) => byte === 0)).toBe(true);
});
