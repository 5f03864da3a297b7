/** Parameters that a request says, so that all that is asked of them is so: each by the first value that will do, and none where none is asked for. */
import { type ChatParameterName, chatParameters } from "../../../schemas/parameters/chat.ts";
import type { ParameterType } from "../../../schemas/parameters/parameter.ts";
import { isParameterFact, parameterFact, parameterNameOf } from "../../../semantics/facts/parameters.ts";
import { isSaid, parameterOf, SENDS } from "../../../semantics/facts/sends.ts";
import { allows as allowsValue } from "../../../semantics/parameters/expected.ts";
import type { CellSet, Column } from "../../regions/columns.ts";
import { isAmong } from "../state/cell-of.ts";
import { allows, stringColumn } from "../strings/string-column.ts";
import type { Wishes } from "./wishes.ts";

export type SentParameters = Readonly<Record<string, unknown>>;

interface Question {
  readonly name: string;
  /** Where the answers change, of numbers. */
  readonly bounds: readonly number[];
  /** Whether a value may be said, undefined for none, as far as the cells go. */
  fits(value: unknown, cells: CellSet): boolean;
}

/** What a column asks of one parameter; undefined when it asks nothing of them. */
export function parameterAsked(key: string, column: Column): Question | undefined {
  if (column.kind === "boolean" && column.fact === SENDS) {
    const { argument = "" } = column;
    const bounds = argument.match(/-?[\d.]*\d/g)?.map(Number) ?? [];
    return {
      name: parameterOf(argument),
      bounds,
      fits: (value, cells) => isAmong(cells, column, isSaid(argument, value)),
    };
  }
  const text = stringColumn(key, column, 0n, isParameterFact);
  const fact = text?.fact ?? column.fact;
  if (!isParameterFact(fact)) return undefined;
  const bounds = column.kind === "number" ? column.cuts : [];
  const said = (value: unknown) => parameterFact(fact, value);
  const fits = (value: unknown, cells: CellSet): boolean =>
    text ? allows({ ...text, cells }, said(value) as string | undefined) : isAmong(cells, column, said(value));
  return { name: parameterNameOf(fact), bounds, fits };
}

/** Undefined when no value will do. */
export function sentParameters(wishes: Wishes): SentParameters | undefined {
  const questions = [...wishes.columns].flatMap(([key, column]) => {
    const cells = wishes.cells.get(key);
    const asked = cells === undefined ? undefined : parameterAsked(key, column);
    return asked ? [{ ...asked, cells: cells! }] : [];
  });
  const sent: Record<string, unknown> = {};
  for (const [name, asked] of Map.groupBy(questions, (question) => question.name)) {
    const fits = (value: unknown) => asked.every((one) => one.fits(value, one.cells)) && mayReason(name, value, wishes);
    if (fits(undefined)) continue;
    const value = valuesOf(name as ChatParameterName, asked).find(fits);
    if (value === undefined) return undefined;
    sent[name] = value;
  }
  return sent;
}

/** An effort is what reasoning is asked for by. */
function mayReason(name: string, value: unknown, wishes: Wishes): boolean {
  if (name !== "reasoning_effort") return true;
  return wishes.may("needs.reasoning", typeof value === "string" && value !== "none");
}

function valuesOf(name: ChatParameterName, asked: readonly Question[]): unknown[] {
  const { type } = chatParameters[name];
  const bounds = asked.flatMap((one) => one.bounds);
  return candidates(type, bounds).filter((value) => allowsValue(type, value));
}

function candidates(type: ParameterType, bounds: readonly number[]): unknown[] {
  switch (type.kind) {
    case "number":
    case "whole":
      return [...bounds, ...bounds.flatMap((bound) => [bound + 1, bound - 1]), type.from, type.to, 1, 0.5, 0].concat(
        between([type.from, ...bounds, type.to]),
      );
    case "texts":
      return [["END"], ...bounds.map((bound) => Array.from({ length: bound + 1 }, (_, i) => `END ${i + 1}`))];
    case "boolean":
      return [true, false];
    case "word":
      return [...type.of];
    case "object":
    case "text-or-object":
      return [{ "50256": -1 }];
    default:
      return ["x"];
  }
}

/** One number between each two that follow each other. */
function between(bounds: readonly number[]): number[] {
  const ascending = bounds.toSorted((a, b) => a - b);
  return ascending.slice(1).map((bound, i) => (bound + ascending[i]!) / 2);
}
