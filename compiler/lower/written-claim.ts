/** A claim as an expression over `t` and `r`: helpers and constants are put in, and nothing of what the catalog says. */
import { EU } from "../../dsl/regions.ts";
import type { Evaluation } from "../load/typescript/evaluation.ts";
import type { FunctionValue, Symbols, SymbolValue, Value } from "../load/value.ts";
import type { Origin } from "../source.ts";
import { decimal } from "./decimal.ts";

/** An expression, and how strongly it holds together. */
interface Written {
  readonly text: string;
  readonly binding: number;
}

const ATOM = 20;
const UNARY = 15;
const AND = 5;
const OR = 4;
/** Beside any other operator it stands in brackets. */
const LOOSE = 1;
const operators: Readonly<Record<string, number>> = {
  ...{ "*": 13, "/": 13, "%": 13, "+": 12, "-": 12, "<": 10, "<=": 10, ">": 10, ">=": 10, "===": 9, "!==": 9 },
  ...{ "&&": AND, "||": OR },
};

/** Undefined where the claim does something with `t` that an expression cannot say; nothing is reported. */
export function writtenClaim(claim: FunctionValue, at: Origin, evaluation: Evaluation): string | undefined {
  const before = evaluation.diagnostics.length;
  const called = { at, label: "in the claim of this invariant" };
  const args = ["t", "r"].map((text) => symbolOf(text, ATOM, at));
  const value = evaluation.within(called, () => claim.call(args, at));
  const isKnown = evaluation.diagnostics.length === before;
  evaluation.diagnostics.length = before;
  return isKnown ? write(value)?.text : undefined;
}

function symbolOf(text: string | undefined, binding: number, origin: Origin): SymbolValue {
  return { kind: "symbol", symbol: text === undefined ? undefined : { text, binding }, symbols, origin };
}

/** A part that cannot be written makes the whole one that cannot. */
const symbols: Symbols = {
  member: (object, name, at) => symbolOf(spelled`${[object, ATOM]}${memberOf(name)}`, ATOM, at),
  call: (object, method, args, at) =>
    symbolOf(spelled`${[object, ATOM]}${memberOf(method)}(${listed(args)})`, ATOM, at),
  binary: (operator, left, right, at) => joined(operator, left, right, at),
  not: (operand, at) => symbolOf(spelled`!${[operand, UNARY]}`, UNARY, at),
  logical: (operator, left, right, at) => joined(operator, left, right(), at),
  includes: (list, item, at) => symbolOf(spelled`${[list, ATOM]}.includes(${[item, 0]})`, ATOM, at),
  coalesce: (left, right, at) => symbolOf(spelled`${[left, UNARY]} ?? ${[right(), UNARY]}`, LOOSE, at),
  choose: (test, whenTrue, whenFalse, at) => {
    const [yes, no] = [whenTrue(), whenFalse()];
    return symbolOf(spelled`${[test, LOOSE + 1]} ? ${[yes, LOOSE + 1]} : ${[no, LOOSE + 1]}`, LOOSE, at);
  },
};

/** What stands on the right is told apart where it binds as strongly. */
function joined(operator: string, left: Value, right: Value, at: Origin): Value {
  const own = operators[operator];
  const other = own === AND || own === OR ? own : (own ?? 0) + 1;
  const text = own === undefined ? undefined : spelled`${[left, own]} ${operator} ${[right, other]}`;
  return symbolOf(text, own ?? 0, at);
}

type Part = string | undefined | readonly [value: Value, least: number];

/** A value that holds together less than `least` stands in brackets. */
function spelled(texts: readonly string[], ...parts: readonly Part[]): string | undefined {
  let text = texts[0]!;
  for (const [i, part] of parts.entries()) {
    const own = typeof part === "object" ? inside(part[0], part[1]) : part;
    if (own === undefined) return undefined;
    text += own + texts[i + 1]!;
  }
  return text;
}

function inside(value: Value, least: number): string | undefined {
  const written = write(value);
  return written && (written.binding < least ? `(${written.text})` : written.text);
}

function listed(items: readonly Value[]): string | undefined {
  const texts = items.map((item) => write(item)?.text);
  return texts.includes(undefined) ? undefined : texts.join(", ");
}

function write(value: Value): Written | undefined {
  const atom = (text: string | undefined) => (text === undefined ? undefined : { text, binding: ATOM });
  switch (value.kind) {
    case "symbol":
      return value.symbol as Written | undefined;
    case "literal":
      return typeof value.value === "number" ? number(value.value) : atom(String(JSON.stringify(value.value)));
    case "quantity":
      return atom(`${value.unit}(${decimal(value.amount)})`);
    case "pattern":
      return atom(`/${value.source}/${value.flags}`);
    case "list":
      return atom(isEu(value.items) ? "EU" : spelled`[${listed(value.items)}]`);
    default:
      return undefined;
  }
}

function number(value: number): Written | undefined {
  if (Number.isNaN(value)) return undefined;
  return { text: Number.isFinite(value) ? decimal(value) : String(value), binding: value < 0 ? UNARY : ATOM };
}

function isEu(items: readonly Value[]): boolean {
  return items.length === EU.length && items.every((item, i) => item.kind === "literal" && item.value === EU[i]);
}

function memberOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? `.${name}` : `[${JSON.stringify(name)}]`;
}
