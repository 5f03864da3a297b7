import { expect, test } from "vitest";
import { addBit, emptyBits, encodeBits, hasBit } from "../../../compiler/regions/bit-vector.ts";

function bits(size: number, ...members: number[]): Int32Array {
  const set = emptyBits(size);
  for (const member of members) addBit(set, member);
  return set;
}

test("a set of box numbers has the numbers that were added", () => {
  const set = bits(70, 0, 31, 32, 69);
  expect(Array.from({ length: 70 }, (_, i) => i).filter((i) => hasBit(set, i))).toEqual([0, 31, 32, 69]);
});

test("vectors are written as little-endian words, the summary first", () => {
  const bytes = Buffer.from(encodeBits(bits(70, 1, 69)), "base64");
  expect([...bytes]).toEqual([0b101, 0, 0, 0, 0b10, 0, 0, 0, 0, 0, 0, 0, 0b100000, 0, 0, 0]);
});

test("above 1024 boxes the summary has a second word", () => {
  const bytes = Buffer.from(encodeBits(bits(1025, 1024)), "base64");
  expect(bytes.length).toBe((2 + 33) * 4);
  expect(bytes.readInt32LE(0)).toBe(0);
  expect(bytes.readInt32LE(4)).toBe(1);
});

test("no boxes are no words", () => {
  expect(encodeBits(bits(0))).toBe("");
});
