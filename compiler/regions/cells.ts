/**
 * The boxes of a route, seen from its columns: for each cell, the boxes that allow it. Cells that no box tells apart
 * from their neighbour (or from "any other value") are joined, and columns that tell nothing apart are left out.
 */
import { addBit, type BitVector, emptyBits } from "./bit-vector.ts";
import type { Box } from "./box.ts";
import { type CellSet, type Column, cellCount } from "./columns.ts";

export interface CellColumn {
  readonly column: Column;
  /** By cell. */
  readonly vectors: readonly BitVector[];
}

export function cellColumns(boxes: readonly Box[], columns: ReadonlyMap<string, Column>): CellColumn[] {
  const result: CellColumn[] = [];
  for (const [key, column] of columns) {
    const joined = join({ column, vectors: vectorsOf(boxes, key, column) });
    const [first, ...others] = joined.vectors;
    if (others.some((other) => !equal(first!, other))) result.push(joined);
  }
  return result;
}

function vectorsOf(boxes: readonly Box[], key: string, column: Column): BitVector[] {
  const vectors = Array.from({ length: cellCount(column) }, () => emptyBits(boxes.length));
  const everywhere = (1n << BigInt(vectors.length)) - 1n;
  boxes.forEach((box, number) => {
    for (const cell of members(box.get(key) ?? everywhere)) addBit(vectors[cell]!, number);
  });
  return vectors;
}

function* members(cells: CellSet): Generator<number> {
  for (let rest = cells, start = 0; rest !== 0n; rest >>= 32n, start += 32) {
    let word = Number(BigInt.asUintN(32, rest));
    for (; word !== 0; word = (word & (word - 1)) >>> 0) yield start + 31 - Math.clz32(word & -word);
  }
}

function join({ column, vectors }: CellColumn): CellColumn {
  if (column.kind === "boolean") return { column, vectors };
  const first = column.kind === "number" ? column.cuts : column.values;
  const kept = first.map((_, i) => !equal(vectors[i + 2]!, column.kind === "number" ? vectors[i + 1]! : vectors[1]!));
  const keptVectors = vectors.filter((_, cell) => cell < 2 || kept[cell - 2]);
  return column.kind === "number"
    ? { column: { ...column, cuts: column.cuts.filter((_, i) => kept[i]) }, vectors: keptVectors }
    : { column: { ...column, values: column.values.filter((_, i) => kept[i]) }, vectors: keptVectors };
}

function equal(a: BitVector, b: BitVector): boolean {
  return a.every((word, w) => word === b[w]);
}
