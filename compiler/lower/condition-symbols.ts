/** The algebra of facts and conditions: what operators and methods mean when a side is known only with the request. */
import { conditionType } from "../diagnostics/syntax/condition-type.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { ListValue, Symbols, SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { compare, factName } from "./compare.ts";
import { all, any, not } from "./connectives.ts";
import type { FactSymbol } from "./fact-symbol.ts";
import type { Condition } from "./ir.ts";

type Make = (symbol: FactSymbol, origin: Origin) => SymbolValue;

/** Everything of `Symbols` but `member`, which needs the list of facts. */
export function conditionSymbols(evaluation: Evaluation, make: Make): Omit<Symbols, "member"> {
  const made = (condition: Condition | undefined, origin: Origin): Value =>
    condition ? make({ kind: "condition", condition }, origin) : { kind: "invalid", origin };
  const truth = (value: Value) => toCondition(value, evaluation);
  return {
    binary: (operator, left, right, at) => made(compare(operator, left, right, at, evaluation), at),
    call: (object, method, args, at) => made(ask(object, method, args, at, evaluation), at),
    includes: (list, item, at) => made(oneOf(list, item, at, evaluation), at),
    not: (operand, at) => {
      const of = truth(operand);
      return made(of && not(of, at), at);
    },
    logical: (operator, left, right, at) => {
      const parts = [truth(left), truth(right())];
      const join = operator === "&&" ? all : any;
      return made(isComplete(parts) ? join(parts, at) : undefined, at);
    },
    choose: (test, whenTrue, whenFalse, at) => {
      const parts = [truth(test), truth(whenTrue()), truth(whenFalse())];
      if (!isComplete(parts)) return { kind: "invalid", origin: at };
      const [condition, chosen, other] = parts as [Condition, Condition, Condition];
      return made(any([all([condition, chosen], at), all([not(condition, at), other], at)], at), at);
    },
  };
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
  const symbol = value.kind === "symbol" ? (value.symbol as FactSymbol) : undefined;
  if (symbol?.kind === "condition") return symbol.condition;
  if (symbol?.kind === "fact" && symbol.type.kind === "boolean") {
    return { kind: "atom", atom: { kind: "flag", fact: symbol.name }, origin: value.origin };
  }
  const problem = symbol ? `${factName(symbol)} is neither true nor false` : "this value is neither true nor false";
  const instead =
    symbol?.kind === "fact" ? `Compare it, such as \`r.${symbol.name} ${example(symbol.type.kind)}\`.` : undefined;
  evaluation.report(conditionType, { problem, instead }, value.origin);
  return undefined;
}

function example(kind: string): string {
  return kind === "number" ? "> 0" : kind === "tags" || kind === "text" ? '.includes("…")' : '=== "…"';
}

/** `r.key.tags.includes("…")`, `r.text.includes("…")` */
function ask(
  object: SymbolValue,
  method: string,
  args: readonly Value[],
  at: Origin,
  evaluation: Evaluation,
): Condition | undefined {
  const symbol = object.symbol as FactSymbol;
  const [argument, ...rest] = args;
  if (args.some((arg) => arg.kind === "invalid")) return undefined;
  const literal = argument?.kind === "literal" && typeof argument.value === "string" ? argument.value : undefined;
  if (symbol.kind === "fact" && method === "includes" && literal !== undefined && rest.length === 0) {
    if (symbol.type.kind === "tags") return flag(symbol.name, literal, at);
    if (symbol.type.kind === "text") return flag(`${symbol.name}.includes`, literal, at);
  }
  const instead = 'Conditions know `===`, `<`, lists with `.includes(fact)`, and `.includes("…")` of texts and tags.';
  evaluation.report(conditionType, { problem: `${factName(symbol)} cannot be asked \`.${method}\``, instead }, at);
  return undefined;
}

function flag(fact: string, argument: string, origin: Origin): Condition {
  return { kind: "atom", atom: { kind: "flag", fact, argument }, origin };
}

/** `["a", "b"].includes(r.fact)`: each item compared. */
function oneOf(list: ListValue, item: SymbolValue, at: Origin, evaluation: Evaluation): Condition | undefined {
  const parts = list.items.map((each) => compare("===", item, each, each.origin, evaluation));
  return isComplete(parts) ? any(parts, at) : undefined;
}
