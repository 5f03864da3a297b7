/** `env("NAME")` while a policy is evaluated: a text of which the compiler knows the name, and the machine the value. */
import { variablePlace } from "../diagnostics/syntax/variable-place.ts";
import type { Origin } from "../source.ts";
import type { Evaluation } from "./typescript/evaluation.ts";
import type { Symbols, SymbolValue, Value } from "./value.ts";

interface Variable {
  readonly kind: "variable";
  /** In which `${NAME}` stands for the value. */
  readonly text: string;
}

export function variableValue(text: string, evaluation: Evaluation, origin: Origin): SymbolValue {
  const symbol: Variable = { kind: "variable", text };
  return { kind: "symbol", symbol, symbols: variableSymbols(evaluation), origin };
}

/** The text of a variable, or of a text with variables in it; undefined for any other value. */
export function textWithVariables(value: Value): string | undefined {
  const variable = value.kind === "symbol" ? (value.symbol as Variable | undefined) : undefined;
  return variable?.kind === "variable" ? variable.text : undefined;
}

/** It can stand in a text, and nothing else: what depends on its value would be known when it is too late. */
function variableSymbols(evaluation: Evaluation): Symbols {
  const refuse = (value: Value, at: Origin): Value =>
    evaluation.report(variablePlace, { text: textWithVariables(value) ?? "" }, at);
  const refuseOne = (left: Value, right: Value, at: Origin): Value =>
    refuse(textWithVariables(left) === undefined ? right : left, at);
  return {
    member: (object, _, at) => refuse(object, at),
    call: (object, _, __, at) => refuse(object, at),
    binary: (operator, left, right, at) => {
      const parts = [left, right].map(partOf);
      const isText = operator === "+" && parts.every((part) => part !== undefined);
      return isText ? variableValue(parts.join(""), evaluation, at) : refuseOne(left, right, at);
    },
    not: refuse,
    logical: (_, left, right, at) => refuseOne(left, textWithVariables(left) === undefined ? right() : left, at),
    includes: (_, item, at) => refuse(item, at),
    coalesce: (left, _, at) => refuse(left, at),
    choose: (test, _, __, at) => refuse(test, at),
  };
}

function partOf(value: Value): string | undefined {
  return value.kind === "literal" ? String(value.value) : textWithVariables(value);
}
