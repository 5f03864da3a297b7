/** Fewer boxes for the same requests: equal ones once, neighbours merged, contained ones dropped. */
import type { Box } from "./box.ts";
import { allCells, type Column } from "./columns.ts";
import { hashWithout, type SpelledBox, spell, textWithout } from "./spelled-box.ts";

/** The result is sorted, so it does not depend on the order of the input or of its columns. */
export function simplify(boxes: readonly Box[], columns: ReadonlyMap<string, Column>): Box[] {
  if (boxes.length < 2) return [...boxes];
  let current = unique(boxes.map(spell));
  for (let before = Number.POSITIVE_INFINITY; current.length > 1 && current.length < before; ) {
    before = current.length;
    for (const key of sharedKeys(current)) current = merge(current, key, columns.get(key)!);
  }
  current.sort((a, b) => (a.text < b.text ? -1 : 1));
  return dropContained(current).map(({ box }) => box);
}

function unique(boxes: readonly SpelledBox[]): SpelledBox[] {
  return [...new Map(boxes.map((spelled) => [spelled.text, spelled])).values()];
}

/** Keys of two boxes or more, in order: in no other column is anything to merge. */
function sharedKeys(boxes: readonly SpelledBox[]): string[] {
  const once = new Set<string>();
  const shared = new Set<string>();
  for (const { parts } of boxes) for (const { key } of parts) (once.has(key) ? shared : once).add(key);
  return [...shared].sort();
}

/** Boxes that differ in one column only are one box with the cells of both. */
function merge(boxes: readonly SpelledBox[], key: string, column: Column): SpelledBox[] {
  const asking = Map.groupBy(boxes, ({ box }) => box.has(key));
  const merged = asking.get(false) ?? [];
  for (const alike of groups(asking.get(true) ?? [], (spelled) => hashWithout(spelled, key))) {
    if (alike.length === 1) merged.push(...alike);
    else {
      for (const equal of groups(alike, (spelled) => textWithout(spelled, key))) {
        merged.push(equal.length === 1 ? equal[0]! : spell(withCells(equal, key, column)));
      }
    }
  }
  return merged.length < boxes.length ? unique(merged) : merged;
}

function groups<T, K>(items: readonly T[], by: (item: T) => K): Iterable<T[]> {
  return Map.groupBy(items, by).values();
}

function withCells(group: readonly SpelledBox[], key: string, column: Column): Box {
  const cells = group.reduce((all, { box }) => all | box.get(key)!, 0n);
  const box = new Map(group[0]!.box);
  if (cells === allCells(column)) box.delete(key);
  else box.set(key, cells);
  return box;
}

/** Only a box of the same columns, or of fewer, can have all of another: of thousands with as many columns each, few are compared. */
function dropContained(boxes: readonly SpelledBox[]): SpelledBox[] {
  const alike = Map.groupBy(boxes, columnsOf);
  const bySize = boxes.toSorted((a, b) => a.parts.length - b.parts.length);
  return boxes.filter((inner) => {
    if (alike.get(columnsOf(inner))!.some((outer) => contains(outer, inner))) return false;
    for (const outer of bySize) {
      if (outer.parts.length >= inner.parts.length) break;
      if (contains(outer, inner)) return false;
    }
    return true;
  });
}

function columnsOf({ parts }: SpelledBox): string {
  return parts.map(({ key }) => `${key.length}:${key}`).join();
}

/** Whether `outer` is another box that has all of `inner`. Boxes here are all different, so it cannot be mutual. */
function contains(outer: SpelledBox, inner: SpelledBox): boolean {
  if ((outer.columns & ~inner.columns) !== 0 || outer === inner) return false;
  for (const [key, cells] of outer.box) {
    const narrower = inner.box.get(key);
    if (narrower === undefined || (narrower & ~cells) !== 0n) return false;
  }
  return true;
}
