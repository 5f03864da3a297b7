/** Comparisons of one fact with one constant. */
import { type FactUnit, isWholeUnit } from "../../schemas/facts.ts";
import { nearest } from "../diagnostics/closest.ts";
import { provenance } from "../diagnostics/define.ts";
import { unknownValue } from "../diagnostics/name/unknown-value.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import { unitMismatch } from "../diagnostics/syntax/unit-mismatch.ts";
import { variablePlace } from "../diagnostics/syntax/variable-place.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { Value } from "../load/value.ts";
import { textWithVariables } from "../load/variable.ts";
import type { Origin } from "../source.ts";
import { atom, not } from "./connectives.ts";
import { isDerived } from "./derived-facts.ts";
import { type FactSymbol, factName } from "./fact-symbol.ts";
import { interval } from "./interval.ts";
import type { Condition } from "./ir.ts";
import { compareTag } from "./some-tag.ts";
import { amountIn, mismatchOf } from "./units.ts";
import { isUnknown } from "./unknown-value.ts";

type Fact = FactSymbol & { kind: "fact" };

const mirrored: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const ONE = "Compare one fact with one constant.";

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
  const variable = textWithVariables(left) ?? textWithVariables(right);
  if (variable !== undefined) {
    evaluation.report(variablePlace, { text: variable }, right.origin);
    return undefined;
  }
  const symbol = left.symbol as FactSymbol;
  const refuse = (problem: string, instead?: string) => {
    evaluation.report(conditionType, { problem, instead }, at, provenance(right.origin));
    return undefined;
  };
  if (!(operator in mirrored) && operator !== "===") {
    return refuse(`a condition cannot compute \`${operator}\` with ${factName(symbol)}`, ONE);
  }
  if (symbol.kind === "unknown" || isUnknown(right)) return { kind: "constant", value: false, origin: at };
  if (right.kind === "symbol") {
    return refuse(`${factName(symbol)} is compared with ${factName(right.symbol as FactSymbol)}`, ONE);
  }
  if (symbol.kind === "tag") {
    return compareTag(operator, right, at) ?? refuse("a tag is compared with something else than a text");
  }
  if (symbol.kind === "group" || symbol.kind === "choice") return refuse(`${factName(symbol)} is not a single fact`);
  if (symbol.kind === "condition") {
    return (
      boolean(symbol.condition, operator, right, at) ??
      refuse("a condition is compared with something else than `true` or `false`")
    );
  }
  const mismatch = mismatchOf(symbol.type, right);
  if (mismatch) {
    evaluation.report(unitMismatch, { fact: factName(symbol), ...mismatch }, at, provenance(right.origin));
    return undefined;
  }
  return fact(symbol, operator, right, at, evaluation) ?? refuse(incomparable(symbol, operator, right));
}

function fact(symbol: Fact, operator: string, right: Value, at: Origin, evaluation: Evaluation): Condition | undefined {
  const { name, type } = symbol;
  if (right.kind === "literal" && right.value === undefined && operator === "===") return absent(symbol, at);
  const amount = type.kind === "number" ? amountIn(type.unit, right) : undefined;
  if (amount !== undefined && type.kind === "number") return range(symbol, type.unit, operator, amount, at);
  if (operator !== "===" || right.kind !== "literal") return undefined;
  if (type.kind === "boolean") return boolean(atom({ kind: "flag", fact: name }, at), operator, right, at);
  if (typeof right.value !== "string" || (type.kind !== "enum" && type.kind !== "string")) return undefined;
  if (type.kind === "enum" && !type.values.includes(right.value)) {
    const { values } = type;
    const parameters = {
      fact: symbol.spelled.replace(/^r\./, ""),
      value: right.value,
      values,
      ...nearest(right.value, values),
    };
    evaluation.report(unknownValue, parameters, right.origin);
  }
  return atom({ kind: "one-of", fact: name, values: [right.value] }, at);
}

/** The amount is in the fact's own unit. */
function range({ name, argument }: Fact, unit: FactUnit, operator: string, amount: number, at: Origin): Condition {
  const asked = argument === undefined ? {} : { argument };
  const bounds = interval(operator, amount, isWholeUnit(unit));
  // No whole number is 1.5: such a comparison is `false` when it is printed, so it must be when it is lowered.
  if (!(bounds.from < bounds.to)) return { kind: "constant", value: false, origin: at };
  return atom({ kind: "range", fact: name, ...asked, ...bounds }, at);
}

/** `fact === undefined`. A fact that is asked with another is missing when the other is. */
function absent({ name, type, argument }: Fact, at: Origin): Condition | undefined {
  if (type.kind !== "number" && type.kind !== "string" && type.kind !== "enum") return undefined;
  if (isDerived(name)) return undefined;
  if (argument !== undefined) return not(atom({ kind: "present", fact: argument, type: "string" }, at), at);
  return not(atom({ kind: "present", fact: name, type: type.kind === "number" ? "number" : "string" }, at), at);
}

function boolean(condition: Condition, operator: string, right: Value, at: Origin): Condition | undefined {
  if (operator !== "===" || right.kind !== "literal" || typeof right.value !== "boolean") return undefined;
  return right.value ? condition : not(condition, at);
}

const kinds: Readonly<Record<Fact["type"]["kind"], string>> = {
  number: "a number",
  boolean: "true or false",
  enum: "a text",
  string: "a text",
  tags: "a set",
  text: "a text",
};

function incomparable(symbol: Fact, operator: string, right: Value): string {
  const shown = right.kind === "literal" ? String(JSON.stringify(right.value)) : `a ${right.kind}`;
  return `${factName(symbol)} is ${kinds[symbol.type.kind]}, so \`${operator}\` cannot compare it with ${shown}`;
}
