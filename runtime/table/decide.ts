/**
 * A request's decision: one cell per column, the AND of their vectors, the first box in all of them. The summaries
 * say which words are worth a look.
 */

import type { Facts } from "../../semantics/facts/facts.ts";
import { cellOf } from "./cell.ts";
import type { Decision, LoadedRoute } from "./loaded-table.ts";

/** Columns stand cheap facts first; a costly fact is read only while the decision depends on it. */
export function decide(route: LoadedRoute, facts: Facts): Decision {
  const { columns, starts } = route;
  for (let i = 0; i < columns.length; i++) {
    const column = columns[i]!;
    if (column.settled !== undefined) {
      const box = firstBox(route, i);
      if (box === -1 || (column.settled[box >> 5]! & (1 << (box & 31))) !== 0) return decisionOf(route, box);
    }
    starts[i] = column.cells[cellOf(column, column.read(facts))]!;
  }
  return decisionOf(route, firstBox(route, columns.length));
}

function decisionOf(route: LoadedRoute, box: number): Decision {
  return box === -1 ? route.otherwise : route.decisions[box]!;
}

/** The first box that the first `count` columns allow, or -1. */
function firstBox({ words, starts, summaryLength, boxCount }: LoadedRoute, count: number): number {
  if (count === 0) return boxCount > 0 ? 0 : -1;
  for (let s = 0; s < summaryLength; s++) {
    let summary = -1;
    for (let c = 0; c < count; c++) summary &= words[starts[c]! + s]!;
    for (; summary !== 0; summary &= summary - 1) {
      const w = s * 32 + lowestBit(summary);
      let word = -1;
      for (let c = 0; c < count; c++) word &= words[starts[c]! + summaryLength + w]!;
      if (word !== 0) return w * 32 + lowestBit(word);
    }
  }
  return -1;
}

function lowestBit(word: number): number {
  return 31 - Math.clz32(word & -word);
}
