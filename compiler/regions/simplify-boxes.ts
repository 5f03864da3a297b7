/** Fewer boxes for the same requests: equal ones once, neighbours merged, contained ones dropped. */
import type { Box } from "./boxes.ts";
import { allCells, type Column } from "./columns.ts";

/** The result is sorted, so it does not depend on the order of the input's columns. */
export function simplify(boxes: readonly Box[], columns: ReadonlyMap<string, Column>): Box[] {
  if (boxes.length < 2) return [...boxes];
  let current = unique(boxes);
  for (let before = Number.POSITIVE_INFINITY; current.size > 1 && current.size < before; ) {
    before = current.size;
    const keys = new Set([...current.values()].flatMap((box) => [...box.keys()]));
    for (const key of [...keys].sort()) current = merge(current, key, columns.get(key)!);
  }
  return dropContained([...current].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, box]) => box));
}

function unique(boxes: Iterable<Box>): Map<string, Box> {
  return new Map(Iterator.from(boxes).map((box) => [spell(box), box]));
}

function spell(box: Box, without?: string): string {
  const fields = [...box].filter(([key]) => key !== without).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify(fields.map(([key, cells]) => [key, cells.toString(36)]));
}

/** Boxes that differ in one column only are one box with the cells of both. */
function merge(boxes: ReadonlyMap<string, Box>, key: string, column: Column): Map<string, Box> {
  const groups = Map.groupBy(boxes.values(), (box) => (box.has(key) ? spell(box, key) : undefined));
  const merged: Box[] = [];
  for (const [rest, group] of groups) {
    if (rest === undefined || group.length === 1) merged.push(...group);
    else merged.push(withCells(group, key, column));
  }
  return unique(merged);
}

function withCells(group: readonly Box[], key: string, column: Column): Box {
  const cells = group.reduce((all, box) => all | box.get(key)!, 0n);
  const box = new Map(group[0]);
  if (cells === allCells(column)) box.delete(key);
  else box.set(key, cells);
  return box;
}

function dropContained(boxes: readonly Box[]): Box[] {
  return boxes.filter((inner, i) => !boxes.some((outer, j) => i !== j && contains(outer, inner)));
}

/** Boxes here are all different, so containment cannot be mutual. */
function contains(outer: Box, inner: Box): boolean {
  if (outer.size > inner.size) return false;
  for (const [key, cells] of outer) {
    const narrower = inner.get(key);
    if (narrower === undefined || (narrower & ~cells) !== 0n) return false;
  }
  return true;
}
