/** Why a request was decided as it was: from the table and the request only, for people. */

import type { Facts, FactValue } from "../../semantics/facts/facts.ts";
import { spellFact } from "../../semantics/spell-fact.ts";
import { cellOf } from "./cell.ts";
import { decide } from "./decide.ts";
import type { Decision, LoadedColumn, LoadedRoute } from "./loaded-table.ts";

export interface Explanation {
  readonly decision: Decision;
  /** The rules up to the deciding one, in order; all when none decided. */
  readonly rules: readonly RuleTrace[];
  /** Every fact that the route asks about, with its value in this request. */
  readonly facts: readonly AskedFact[];
}

export interface RuleTrace {
  readonly rule: number;
  /** The condition in canonical spelling. */
  readonly when: string;
  readonly holds: boolean;
  /** The condition can hold for no request. */
  readonly impossible: boolean;
  /** For a rule that does not hold: the facts whose values exclude it, each excluding one of its boxes or more. */
  readonly excludedBy: readonly AskedFact[];
}

export interface AskedFact {
  /** As a condition spells it: `inputTokens`, `text.includes("refund")`. */
  readonly fact: string;
  /** Undefined is missing. */
  readonly value: FactValue;
}

/** Reads every fact that the route asks about, costly or not. */
export function explain(route: LoadedRoute, facts: Facts): Explanation {
  const decision = decide(route, facts);
  const columns = route.columns.map((column) => askColumn(column, facts));
  const { rules } = route.definition;
  const last = decision.rule === "otherwise" ? rules.length : decision.rule + 1;
  return {
    decision,
    rules: rules.slice(0, last).map(({ when }, rule) => trace(route, columns, rule, when, decision.rule === rule)),
    facts: columns.map(({ asked }) => asked),
  };
}

interface AskedColumn {
  readonly asked: AskedFact;
  /** Where the vector of the value's cell starts. */
  readonly start: number;
}

function askColumn(column: LoadedColumn, facts: Facts): AskedColumn {
  const value = column.read(facts);
  return { asked: { fact: spellFact(column), value }, start: column.cells[cellOf(column, value)]! };
}

function trace(
  route: LoadedRoute,
  columns: readonly AskedColumn[],
  rule: number,
  when: string,
  holds: boolean,
): RuleTrace {
  const boxes = route.definition.boxes.flatMap((of, box) => (of === rule ? [box] : []));
  const excluding = columns.filter(({ start }) => boxes.some((box) => !allows(route, start, box)));
  return {
    rule,
    when,
    holds,
    impossible: boxes.length === 0,
    excludedBy: holds ? [] : excluding.map(({ asked }) => asked),
  };
}

function allows({ words, summaryLength }: LoadedRoute, start: number, box: number): boolean {
  return (words[start + summaryLength + (box >> 5)]! & (1 << (box & 31))) !== 0;
}
