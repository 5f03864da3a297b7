/** A route's rules → its boxes, columns and bit-vectors. */
import type { TableRoute } from "../../schemas/table.ts";
import type { TableColumn } from "../../schemas/table-column.ts";
import { watchesSilence } from "../../semantics/failures.ts";
import type { Operation } from "../../semantics/operation.ts";
import { mostTextBytes } from "../../semantics/tokens/most-text-bytes.ts";
import type { Limit, Route, Rule } from "../lower/ir.ts";
import { compare, defined } from "../plan/fixed-order.ts";
import { DEADLINE, IDLE } from "../plan/limits.ts";
import { printCondition } from "../plan/print-condition.ts";
import { bothTerms } from "../plan/terms.ts";
import { encodeBits } from "../regions/bit-vector.ts";
import { boundsOf, everywhere } from "../regions/bounds.ts";
import type { Box } from "../regions/box.ts";
import { boxesOf } from "../regions/boxes.ts";
import { type CellColumn, cellColumns } from "../regions/cells.ts";
import { columnsOf } from "../regions/columns.ts";
import { factSpec } from "../regions/fact-spec.ts";
import { CanaryNames } from "./canary-names.ts";
import { emitCache } from "./emit-cache.ts";
import type { DraftAction, Plans } from "./plans.ts";

/** A route but for its actions, whose plans have no number yet. */
export interface DraftRoute {
  readonly table: Omit<TableRoute, "rules" | "otherwise">;
  readonly rules: readonly { readonly when: string; readonly action: DraftAction }[];
  readonly otherwise: DraftAction;
}

/** Undefined when an action has no target, which is noted in the plans. */
export function draftRoute(
  route: Route,
  plans: Plans,
  { boxLimit, operation, limits }: { boxLimit: number; operation: Operation; limits: readonly Limit[] },
): DraftRoute | { tooLarge: readonly Rule[] } | undefined {
  const columns = columnsOf(route.rules.map((rule) => rule.when));
  const expanded = route.rules.map((rule) => ({ rule, expansion: boxesOf(rule.when, columns, boxLimit) }));
  const tooLarge = expanded.filter(({ expansion }) => expansion.tooLarge).map(({ rule }) => rule);
  if (tooLarge.length > 0) return { tooLarge };

  const names = new CanaryNames(route);
  const { embedder, judge } = route.cache?.semantic ?? {};
  if (embedder?.target) plans.reach(embedder.target);
  const mostOutput = route.max.outputTokens;
  const besides = { failing: route.fallbackTo, shadow: route.shadow, judge, limits, mostOutput };
  const boxes: Box[] = [];
  const ruleOfBox: number[] = [];
  const rules = expanded.map(({ rule, expansion }, index) => {
    const own = expansion.tooLarge ? [] : expansion.boxes;
    boxes.push(...own);
    ruleOfBox.push(...own.map(() => index));
    const terms = { ...bothTerms(route.terms, rule.terms), operation };
    const canary = names.of(rule.canary ?? route.canary);
    const action = plans.draft(rule.action, { terms, bounds: boundsOf(own, columns), ...besides, canary });
    return { when: printCondition(rule.when), action };
  });
  const terms = { ...route.terms, operation };
  const canary = names.of(route.canary);
  const otherwise = plans.draft(route.otherwise, { terms, bounds: everywhere, ...besides, canary });
  if (!otherwise || !rules.every(hasAction)) return undefined;
  const table = {
    name: route.name,
    ...defined({ env: route.env }),
    boxes: ruleOfBox,
    ...emitColumns(cellColumns(boxes, columns)),
    max: defined({ ...route.max, textBytes: mostTextBytes(route.max) }),
    limits: emitLimits(route.limits),
    ...defined({ fallbackOn: route.fallbackOn && [...new Set(route.fallbackOn)].sort(compare) }),
    ...(route.retry && { retry: { times: route.retry.times, ...defined({ after: route.retry.after }) } }),
    ...defined({ cache: route.cache && emitCache(route.cache) }),
    ...(route.hedge && { hedge: defined({ after: route.hedge.after, most: route.hedge.most }) }),
    ...(route.record && { record: true as const }),
    ...(route.refusesUnknown && { unknownParameters: "refuse" as const }),
  };
  return { table, rules, otherwise };
}

function hasAction<T extends { action: DraftAction | undefined }>(rule: T): rule is T & { action: DraftAction } {
  return rule.action !== undefined;
}

/** Where a limit for silence is written, it holds for whole answers, too. */
function emitLimits(written: Route["limits"]): TableRoute["limits"] {
  const { deadline = DEADLINE, idle = IDLE, ...limits } = written;
  return { deadline, ...limits, idle, ...(watchesSilence(written) && { wholeAsStream: true as const }) };
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
  return column.kind === "string" ? "" : (column.argument ?? "");
}

/** Metadata is a field of the request. */
function cost(fact: string): number {
  return factSpec(fact)?.cost ?? 0;
}
