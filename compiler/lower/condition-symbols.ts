/** The algebra of facts and conditions: what operators and methods mean when a side is known only with the request. */
import type { FactType } from "../../schemas/facts.ts";
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import { variablePlace } from "../diagnostics/syntax/variable-place.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { ListValue, Symbols, SymbolValue, Value } from "../load/value.ts";
import { textWithVariables } from "../load/variable.ts";
import type { Origin } from "../source.ts";
import { ask, type FactTypes } from "./ask.ts";
import { compare } from "./compare.ts";
import { all, any, atom, not } from "./connectives.ts";
import { type FactSymbol, factName } from "./fact-symbol.ts";
import type { Condition } from "./ir.ts";
import { ofSomeTag } from "./some-tag.ts";

type Make = (symbol: FactSymbol, origin: Origin) => SymbolValue;

/** Everything of `Symbols` but `member`, which needs the list of facts. */
export function conditionSymbols(
  evaluation: Evaluation,
  make: Make,
  types: FactTypes,
): Omit<Symbols, "member" | "coalesce"> {
  const made = (condition: Condition | undefined, origin: Origin): Value =>
    condition ? make({ kind: "condition", condition }, origin) : { kind: "invalid", origin };
  const truth = (value: Value) => toCondition(value, evaluation);
  return {
    binary: (operator, left, right, at) => made(compare(operator, left, right, at, evaluation), at),
    call: (object, method, args, at) => {
      const [test] = args;
      if (method === "some" && isTags(object) && test?.kind === "function" && args.length === 1) {
        const answer = test.call([make({ kind: "tag", spelled: "this tag" }, at)], at);
        const asked = answer.kind === "invalid" ? undefined : truth(answer);
        return made(asked && ofSomeTag(asked, at, evaluation), at);
      }
      const asked = ask(object, method, args, at, evaluation, types);
      return asked ? make(asked, at) : { kind: "invalid", origin: at };
    },
    includes: (list, item, at) => made(oneOf(list, item, at, evaluation), at),
    not: (operand, at) => {
      const of = truth(operand);
      return made(of && not(of, at), at);
    },
    logical: (operator, left, right, at) => {
      const parts = [truth(left), truth(right())];
      evaluation.spend(
        at,
        parts.reduce((sum, part) => sum + sizeOf(part), 0),
      ); // joined, their parts are copied
      const join = operator === "&&" ? all : any;
      return made(isComplete(parts) ? join(parts, at) : undefined, at);
    },
    choose: (test, whenTrue, whenFalse, at) => {
      const parts = [truth(test), truth(whenTrue()), truth(whenFalse())];
      return made(isComplete(parts) ? either(parts, at) : undefined, at);
    },
  };
}

function isTags({ symbol }: SymbolValue): boolean {
  const { kind, type } = symbol as Partial<FactSymbol & { kind: "fact" }>;
  return kind === "fact" && type?.kind === "tags";
}

/** Of test, then and else: the condition that holds where the one that the test chooses does. */
function either([test, chosen, other]: readonly Condition[], at: Origin): Condition {
  return any([all([test!, chosen!], at), all([not(test!, at), other!], at)], at);
}

function sizeOf(condition: Condition | undefined): number {
  return condition?.kind === "all" || condition?.kind === "any" ? condition.of.length : 0;
}

function isComplete(parts: readonly (Condition | undefined)[]): parts is readonly Condition[] {
  return !parts.includes(undefined);
}

/** A value used as true or false; undefined when it cannot be, which is reported. */
export function toCondition(value: Value, evaluation: Evaluation): Condition | undefined {
  if (value.kind === "invalid") return undefined;
  if (value.kind === "literal" && typeof value.value === "boolean") {
    return { kind: "constant", value: value.value, origin: value.origin };
  }
  const variable = textWithVariables(value);
  if (variable !== undefined) {
    evaluation.report(variablePlace, { text: variable }, value.origin);
    return undefined;
  }
  const symbol = value.kind === "symbol" ? (value.symbol as FactSymbol) : undefined;
  if (symbol?.kind === "condition") return symbol.condition;
  if (symbol?.kind === "unknown") return { kind: "constant", value: false, origin: value.origin };
  if (symbol?.kind === "choice") {
    const sides = [symbol.whenTrue, symbol.whenFalse].map((side) => toCondition(side, evaluation));
    return isComplete(sides) ? either([symbol.test, ...sides], value.origin) : undefined;
  }
  if (symbol?.kind === "fact" && symbol.type.kind === "boolean") {
    return atom({ kind: "flag", fact: symbol.name }, value.origin);
  }
  const problem = symbol ? `${factName(symbol)} is neither true nor false` : "this value is neither true nor false";
  const instead =
    symbol?.kind === "fact"
      ? `Compare it, such as ${factName(symbol).slice(0, -1)}${example(symbol.type)}\`.`
      : undefined;
  evaluation.report(conditionType, { problem, instead }, value.origin);
  return undefined;
}

function example(type: FactType): string {
  if (type.kind === "number") return ` > ${type.unit === "usd" || type.unit === "ms" ? `${type.unit}(5)` : 0}`;
  return type.kind === "tags" || type.kind === "text" ? '.includes("…")' : ' === "…"';
}

/** `["a", "b"].includes(r.fact)`: each item compared. */
function oneOf(list: ListValue, item: SymbolValue, at: Origin, evaluation: Evaluation): Condition | undefined {
  const parts = list.items.map((each) => compare("===", item, each, each.origin, evaluation));
  return isComplete(parts) ? (oneAtom(parts, at) ?? any(parts, at)) : undefined;
}

/** Many values of one fact are one question. */
function oneAtom(parts: readonly Condition[], at: Origin): Condition | undefined {
  const atoms = parts.flatMap((part) => (part.kind === "atom" && part.atom.kind === "one-of" ? [part.atom] : []));
  const [first] = atoms;
  if (!first || atoms.length < parts.length || atoms.some(({ fact }) => fact !== first.fact)) return undefined;
  return atom({ ...first, values: [...new Set(atoms.flatMap(({ values }) => values))] }, at);
}
