/** Comparisons of one fact with one constant. */
import type { FactType } from "../../schemas/facts.ts";
import { closest } from "../diagnostics/closest.ts";
import { unknownValue } from "../diagnostics/name/unknown-value.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { not } from "./connectives.ts";
import type { FactSymbol } from "./fact-symbol.ts";
import type { Atom, Condition } from "./ir.ts";

const mirrored: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** `fact operator constant`, either way round; undefined when it cannot be compared, which is reported. */
export function compare(
  operator: string,
  left: Value,
  right: Value,
  at: Origin,
  evaluation: Evaluation,
): Condition | undefined {
  if (left.kind === "invalid" || right.kind === "invalid") return undefined;
  if (left.kind !== "symbol") return compare(mirrored[operator] ?? operator, right, left, at, evaluation);
  if (operator === "!==") {
    const of = compare("===", left, right, at, evaluation);
    return of && not(of, at);
  }
  const symbol = left.symbol as FactSymbol;
  const refuse = (problem: string, instead?: string) => {
    evaluation.report(conditionType, { problem, instead }, at);
    return undefined;
  };
  if (!(operator in mirrored) && operator !== "===") {
    return refuse(
      `a condition cannot compute \`${operator}\` with ${factName(symbol)}`,
      "Compare one fact with one constant.",
    );
  }
  if (right.kind === "symbol") {
    return refuse(
      `${factName(symbol)} is compared with ${factName(right.symbol as FactSymbol)}`,
      "Compare one fact with one constant.",
    );
  }
  if (symbol.kind === "group") return refuse(`${factName(symbol)} is not a single fact`);
  if (symbol.kind === "condition") {
    return (
      boolean(symbol.condition, operator, right, at) ??
      refuse("a condition is compared with something else than `true` or `false`")
    );
  }
  return fact(symbol.name, symbol.type, operator, right, at, evaluation) ?? refuse(mismatch(symbol, operator, right));
}

/** How a message names a symbol. */
export function factName(symbol: FactSymbol): string {
  if (symbol.kind === "condition") return "a condition";
  return symbol.kind === "fact" ? `\`r.${symbol.name}\`` : `\`r.${symbol.path}\``.replace(".`", "`");
}

function fact(
  name: string,
  type: FactType,
  operator: string,
  right: Value,
  at: Origin,
  evaluation: Evaluation,
): Condition | undefined {
  const constant = right.kind === "literal" ? right.value : undefined;
  const isAbsent = right.kind === "literal" && constant === undefined;
  if (isAbsent && operator === "===" && (type.kind === "number" || type.kind === "string" || type.kind === "enum")) {
    const present: Atom = { kind: "present", fact: name, type: type.kind === "number" ? "number" : "string" };
    return not(atom(present, at), at);
  }
  if (type.kind === "number" && typeof constant === "number") return range(name, operator, constant, at);
  if (type.kind === "boolean" && operator === "===")
    return boolean(atom({ kind: "flag", fact: name }, at), operator, right, at);
  if (typeof constant !== "string" || operator !== "===") return undefined;
  if (type.kind === "enum" && !type.values.includes(constant)) {
    const parameters = { fact: name, value: constant, values: type.values, closest: closest(constant, type.values) };
    evaluation.report(unknownValue, parameters, right.origin);
  } else if (type.kind !== "enum" && type.kind !== "string") return undefined;
  return atom({ kind: "one-of", fact: name, values: [constant] }, at);
}

function atom(made: Atom, origin: Origin): Condition {
  return { kind: "atom", atom: made, origin };
}

function boolean(condition: Condition, operator: string, right: Value, at: Origin): Condition | undefined {
  if (operator !== "===" || right.kind !== "literal" || typeof right.value !== "boolean") return undefined;
  return right.value ? condition : not(condition, at);
}

/** All number facts are whole, so every comparison is an interval from one whole number to another. */
function range(fact: string, operator: string, value: number, origin: Origin): Condition {
  const after = Math.floor(value) + 1;
  const at = Math.ceil(value);
  switch (operator) {
    case "<":
      return atom({ kind: "range", fact, from: -Infinity, to: at }, origin);
    case "<=":
      return atom({ kind: "range", fact, from: -Infinity, to: after }, origin);
    case ">":
      return atom({ kind: "range", fact, from: after, to: Infinity }, origin);
    case ">=":
      return atom({ kind: "range", fact, from: at, to: Infinity }, origin);
    default:
      return atom({ kind: "range", fact, from: at, to: after }, origin);
  }
}

function mismatch(symbol: FactSymbol & { kind: "fact" }, operator: string, right: Value): string {
  const kinds = {
    number: "a number",
    boolean: "true or false",
    enum: "a text",
    string: "a text",
    tags: "a set",
    text: "a text",
  };
  const shown =
    right.kind === "literal"
      ? JSON.stringify(right.value)
      : right.kind === "quantity"
        ? "a quantity"
        : `a ${right.kind}`;
  return `\`r.${symbol.name}\` is ${kinds[symbol.type.kind]}, so \`${operator}\` cannot compare it with ${shown ?? "undefined"}`;
}
