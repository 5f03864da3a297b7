/** What a column asks of one string fact: its value, a part of it, or where the value falls in a sample. */
import type { FactValue } from "../../../semantics/facts/facts.ts";
import { sampleOf } from "../../../semantics/facts/sample.ts";
import { type TextMethod, textMethods } from "../../../semantics/facts/text-methods.ts";
import type { CellSet, Column } from "../../regions/columns.ts";
import { askedWith } from "../../regions/fact-spec.ts";
import { holds } from "../../regions/text/holds.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";
import { isAmong } from "../state/cell-of.ts";

export interface StringColumn {
  readonly key: string;
  readonly column: Column;
  readonly cells: CellSet;
  readonly fact: string;
  /** Of a boolean column. */
  readonly predicate?: TextPredicate;
}

/** Undefined when the column is about no string fact. */
export function stringColumn(
  key: string,
  column: Column,
  cells: CellSet,
  isString: (fact: string) => boolean,
): StringColumn | undefined {
  const asked = askedOf(column);
  return asked && isString(asked.fact) ? { key, column, cells, ...asked } : undefined;
}

/** Whether the fact may have the value, undefined for missing, as far as the column goes. */
export function allows({ column, cells, predicate }: StringColumn, value: string | undefined): boolean {
  return isAmong(cells, column, read(column, predicate, value));
}

function askedOf(column: Column): { fact: string; predicate?: TextPredicate } | undefined {
  if (column.kind === "string") return { fact: column.fact };
  const { argument } = column;
  if (argument === undefined) return undefined;
  if (column.kind === "number") return column.fact === "sample" ? { fact: argument } : undefined;
  const { fact, method } = askedWith(column.fact);
  if (fact === column.fact || !Object.hasOwn(textMethods, method)) return undefined;
  return { fact, predicate: { method: method as TextMethod, argument } };
}

function read(column: Column, predicate: TextPredicate | undefined, value: string | undefined): FactValue {
  if (value === undefined || column.kind === "string") return value;
  if (column.kind === "number") return sampleOf(value);
  return predicate && holds(predicate, value);
}
