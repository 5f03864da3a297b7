/** Values that know where they came from: what both spellings of a policy load to. */
import type { Origin } from "../source.ts";

export type Unit = "usd" | "ms";

export type Value =
  | LiteralValue
  | QuantityValue
  | PatternValue
  | ListValue
  | RecordValue
  | FunctionValue
  | SymbolValue
  | InvalidValue;

export interface LiteralValue {
  readonly kind: "literal";
  readonly value: string | number | boolean | null | undefined;
  readonly origin: Origin;
}
/** A number with a unit, from `usd(…)`, `ms(…)`, `s(…)` and the like. */
export interface QuantityValue {
  readonly kind: "quantity";
  readonly unit: Unit;
  readonly amount: number;
  readonly origin: Origin;
}
/** A regular expression literal. */
export interface PatternValue {
  readonly kind: "pattern";
  readonly source: string;
  readonly flags: string;
  readonly origin: Origin;
}
export interface ListValue {
  readonly kind: "list";
  readonly items: readonly Value[];
  readonly origin: Origin;
}
export interface Field {
  readonly key: Origin;
  readonly value: Value;
}
export interface RecordValue {
  readonly kind: "record";
  readonly fields: ReadonlyMap<string, Field>;
  readonly origin: Origin;
}
/** A function of the policy: called by the evaluator, or applied to facts when it is a condition. */
export interface FunctionValue {
  readonly kind: "function";
  /** The whole text of it, as written. */
  readonly text: string;
  /** What happens when it is called; `at` is the call. */
  readonly call: (args: readonly Value[], at: Origin) => Value;
  readonly origin: Origin;
}
/** Known only when a request is there. Its meaning belongs to whoever made it: see `Symbols`. */
export interface SymbolValue {
  readonly kind: "symbol";
  readonly symbol: unknown;
  readonly symbols: Symbols;
  readonly origin: Origin;
}
/** Stands where a finding has been reported, so that one mistake is reported once. */
export interface InvalidValue {
  readonly kind: "invalid";
  readonly origin: Origin;
}

/** How the evaluator works on values that it cannot know: the algebra of facts and conditions. */
export interface Symbols {
  member(object: SymbolValue, name: string, at: Origin): Value;
  call(object: SymbolValue, method: string, args: readonly Value[], at: Origin): Value;
  /** `left` or `right` is a symbol, or both are. */
  binary(operator: string, left: Value, right: Value, at: Origin): Value;
  not(operand: SymbolValue, at: Origin): Value;
  /** `&&` and `||`: `right` is evaluated only when it is needed. */
  logical(operator: "&&" | "||", left: Value, right: () => Value, at: Origin): Value;
  /** `list.includes(symbol)` */
  includes(list: ListValue, item: SymbolValue, at: Origin): Value;
  /** `??`: `right` is evaluated only when the left side may be missing. */
  coalesce(left: SymbolValue, right: () => Value, at: Origin): Value;
  choose(test: SymbolValue, whenTrue: () => Value, whenFalse: () => Value, at: Origin): Value;
}
