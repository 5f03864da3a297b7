/** A route's rules → its boxes, columns and bit-vectors. */
import type { TableColumn, TableRoute } from "../../schemas/table.ts";
import type { Route, Rule } from "../lower/ir.ts";
import { encodeBits } from "../regions/bit-vector.ts";
import type { Box } from "../regions/box.ts";
import { boxesOf } from "../regions/boxes.ts";
import { type CellColumn, cellColumns } from "../regions/cells.ts";
import { columnsOf } from "../regions/columns.ts";
import { factSpec } from "../regions/fact-spec.ts";
import { compare, defined } from "./fixed-order.ts";
import type { Plans } from "./plans.ts";
import { printCondition } from "./print-condition.ts";

/** Milliseconds, for routes that set none. */
const DEADLINE = 300_000;
const IDLE = 60_000;

export function emitRoute(
  route: Route,
  plans: Plans,
  boxLimit: number,
): { table: TableRoute } | { tooLarge: readonly Rule[] } {
  const columns = columnsOf(route.rules.map((rule) => rule.when));
  const expanded = route.rules.map((rule) => ({ rule, expansion: boxesOf(rule.when, columns, boxLimit) }));
  const tooLarge = expanded.filter(({ expansion }) => expansion.tooLarge).map(({ rule }) => rule);
  if (tooLarge.length > 0) return { tooLarge };

  const boxes: Box[] = [];
  const ruleOfBox: number[] = [];
  expanded.forEach(({ expansion }, rule) => {
    for (const box of expansion.tooLarge ? [] : expansion.boxes) {
      boxes.push(box);
      ruleOfBox.push(rule);
    }
  });
  return {
    table: {
      name: route.name,
      rules: route.rules.map(({ when, action }) => ({ when: printCondition(when), action: plans.emit(action) })),
      otherwise: plans.emit(route.otherwise),
      boxes: ruleOfBox,
      ...emitColumns(cellColumns(boxes, columns)),
      max: defined({ inputTokens: route.max.inputTokens, outputTokens: route.max.outputTokens }),
      limits: emitLimits(route.limits),
    },
  };
}

function emitLimits({ deadline = DEADLINE, firstToken, idle = IDLE }: Route["limits"]): TableRoute["limits"] {
  return { deadline, ...defined({ firstToken }), idle };
}

function emitColumns(columns: readonly CellColumn[]): { columns: TableColumn[]; vectors: string[] } {
  const numbers = new Map<string, number>();
  const number = (vector: string): number => {
    if (!numbers.has(vector)) numbers.set(vector, numbers.size);
    return numbers.get(vector)!;
  };
  const emitted = columns
    .toSorted(cheapFirst)
    .map(
      ({ column, vectors }) => ({ ...column, cells: vectors.map((bits) => number(encodeBits(bits))) }) as TableColumn,
    );
  return { columns: emitted, vectors: [...numbers.keys()] };
}

function cheapFirst({ column: a }: CellColumn, { column: b }: CellColumn): number {
  return compare(cost(a.fact), cost(b.fact)) || compare(a.fact, b.fact) || compare(argument(a), argument(b));
}

function argument(column: CellColumn["column"]): string {
  return column.kind === "boolean" ? (column.argument ?? "") : "";
}

/** Metadata is a field of the request. */
function cost(fact: string): number {
  return factSpec(fact)?.cost ?? 0;
}
