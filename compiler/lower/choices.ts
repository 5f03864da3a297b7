/**
 * A value that depends on a condition, such as `r.stream ? 500 : 2_000` or `r.maxOutputTokens ?? 4_096`: what is asked
 * of it is asked of both sides, and the condition says which answer holds.
 */
import { operand } from "../diagnostics/syntax/operand.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import { compute, described } from "../load/typescript/expressions/arithmetic.ts";
import { textMethod } from "../load/typescript/methods/text.ts";
import { isMissing } from "../load/typescript/truth.ts";
import type { ListValue, Symbols, SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { toCondition } from "./condition-symbols.ts";
import type { FactSymbol } from "./fact-symbol.ts";

type Make = (symbol: FactSymbol, origin: Origin) => SymbolValue;

/** `symbols`, which know no choices, and what they mean for choices. */
export function withChoices(symbols: Omit<Symbols, "coalesce">, make: Make, evaluation: Evaluation): Symbols {
  const choose: Symbols["choose"] = (test, whenTrue, whenFalse, at) => {
    const [chosen, other] = [whenTrue(), whenFalse()];
    if (chosen.kind === "invalid" || other.kind === "invalid") return { kind: "invalid", origin: at };
    if (isTruth(chosen) && isTruth(other))
      return symbols.choose(
        test,
        () => chosen,
        () => other,
        at,
      );
    const condition = toCondition(test, evaluation);
    if (!condition) return { kind: "invalid", origin: at };
    return make({ kind: "choice", test: condition, whenTrue: chosen, whenFalse: other }, at);
  };
  /** What a question about a value answers, asked of both sides where it is a choice. */
  const ask = (value: Value, at: Origin, question: (value: Value) => Value): Value => {
    const symbol = value.kind === "symbol" ? (value.symbol as FactSymbol) : undefined;
    if (symbol?.kind !== "choice") return question(value);
    evaluation.spend(at);
    const side = (of: Value) => () => ask(of, at, question);
    const test = make({ kind: "condition", condition: symbol.test }, at);
    return evaluation.nested(at, () => choose(test, side(symbol.whenTrue), side(symbol.whenFalse), at));
  };
  const known = knownValues(evaluation);
  return {
    ...symbols,
    choose,
    member: (object, name, at) =>
      ask(object, at, (of) => (of.kind === "symbol" ? symbols.member(of, name, at) : known.member(of, name, at))),
    call: (object, method, args, at) =>
      ask(object, at, (of) =>
        of.kind === "symbol" ? symbols.call(of, method, args, at) : known.call(of, method, args, at),
      ),
    binary: (operator, left, right, at) =>
      ask(left, at, (a) =>
        ask(right, at, (b) =>
          a.kind === "symbol" || b.kind === "symbol"
            ? symbols.binary(operator, a, b, at)
            : known.binary(operator, a, b, at),
        ),
      ),
    includes: (list, item, at) =>
      ask(item, at, (of) =>
        of.kind === "symbol" ? symbols.includes(list, of, at) : { kind: "literal", value: holds(list, of), origin: at },
      ),
    coalesce: (left, right, at) =>
      ask(left, at, (of) => {
        const symbol = of.kind === "symbol" ? (of.symbol as FactSymbol) : undefined;
        if (of.kind !== "symbol") return isMissing(of) ? right() : of;
        if (symbol?.kind === "unknown") return right();
        if (symbol?.kind !== "fact" || !["number", "string", "enum"].includes(symbol.type.kind)) return of;
        const there = symbols.binary("!==", of, { kind: "literal", value: undefined, origin: at }, at);
        return there.kind === "symbol" ? choose(there, () => of, right, at) : there;
      }),
  };
}

function isTruth(value: Value): boolean {
  if (value.kind === "literal") return typeof value.value === "boolean";
  const symbol = value.kind === "symbol" ? (value.symbol as FactSymbol) : undefined;
  return symbol?.kind === "condition" || (symbol?.kind === "fact" && symbol.type.kind === "boolean");
}

function holds(list: ListValue, wanted: Value): boolean {
  return list.items.some((item) => item.kind === "literal" && wanted.kind === "literal" && item.value === wanted.value);
}

/** The same questions about the side of a choice that is known. */
function knownValues(evaluation: Evaluation): {
  member(of: Value, name: string, at: Origin): Value;
  call(of: Value, method: string, args: readonly Value[], at: Origin): Value;
  binary(operator: string, left: Value, right: Value, at: Origin): Value;
} {
  const refuse = (problem: string, at: Origin) => evaluation.report(operand, { problem }, at);
  return {
    member: (of, name, at) => refuse(`${described(of)} has no \`.${name}\``, at),
    call: (of, name, args, at) => {
      const refuseArguments = () => refuse(`\`.${name}\` does not take these arguments`, at);
      const call = { name, args, at, evaluation, refuse: refuseArguments };
      const isText = of.kind === "literal" && typeof of.value === "string";
      return isText ? textMethod(of.value as string, call) : refuse(`${described(of)} has no \`.${name}\``, at);
    },
    binary: (operator, left, right, at) =>
      compute(operator, left, right, at) ??
      refuse(`\`${operator}\` cannot be used on ${described(left)} and ${described(right)}`, at),
  };
}
