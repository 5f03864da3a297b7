/** A condition in its canonical spelling: the policy language without `r.`, with no more parentheses than needed. */
import { derivedFacts } from "../lower/derived-facts.ts";
import { previousDouble } from "../lower/interval.ts";
import type { Atom, Condition } from "../lower/ir.ts";
import { askedWith, factPath, factSpec, isWhole } from "../regions/fact-spec.ts";

export function printCondition(condition: Condition): string {
  return print(condition).text;
}

/** How tightly the outermost operator binds. */
type Binding = "or" | "and" | "comparison" | "operand";
interface Printed {
  readonly text: string;
  readonly binding: Binding;
}
const tightness: Record<Binding, number> = { or: 0, and: 1, comparison: 2, operand: 3 };

function print(condition: Condition): Printed {
  switch (condition.kind) {
    case "constant":
      return operand(String(condition.value));
    case "atom":
      return printAtom(condition.atom);
    case "not":
      return printNot(condition.of);
    case "all":
      return joined(condition.of, "and", "true");
    case "any":
      return printList(condition.of) ?? joined(condition.of, "or", "false");
  }
  return condition satisfies never;
}

function joined(parts: readonly Condition[], binding: "and" | "or", none: string): Printed {
  if (parts.length === 0) return operand(none);
  if (parts.length === 1) return print(parts[0]!);
  const texts = parts.map((part) => within(print(part), binding));
  return { text: texts.join(binding === "and" ? " && " : " || "), binding };
}

function printNot(of: Condition): Printed {
  const list = of.kind === "any" ? listOf(of.of) : listOf([of]);
  if (list?.values.length === 1) return comparison(`${name(list.fact)} !== ${JSON.stringify(list.values[0])}`);
  if (of.kind === "atom" && of.atom.kind === "present") return comparison(`${name(of.atom.fact)} === undefined`);
  return operand(`!${within(print(of), "operand")}`);
}

function printAtom(atom: Atom): Printed {
  switch (atom.kind) {
    case "range":
      return printRange(atom);
    case "one-of":
      return printOneOf(name(atom.fact), atom.values);
    case "flag":
      return operand(printFlag(atom.fact, atom.argument));
    case "present":
      return comparison(`${name(atom.fact)} !== undefined`);
  }
  return atom satisfies never;
}

function printOneOf(fact: string, values: readonly string[]): Printed {
  if (values.length === 1) return comparison(`${fact} === ${JSON.stringify(values[0])}`);
  return operand(`[${values.map((value) => JSON.stringify(value)).join(", ")}].includes(${fact})`);
}

/** Alternatives for one fact are a list. */
function printList(parts: readonly Condition[]): Printed | undefined {
  const list = listOf(parts);
  return list && printOneOf(name(list.fact), list.values);
}

function listOf(parts: readonly Condition[]): { fact: string; values: string[] } | undefined {
  const atoms = parts.flatMap((part) => (part.kind === "atom" && part.atom.kind === "one-of" ? [part.atom] : []));
  const [first] = atoms;
  if (!first || atoms.length < parts.length || atoms.some(({ fact }) => fact !== first.fact)) return undefined;
  return { fact: first.fact, values: [...new Set(atoms.flatMap(({ values }) => values))] };
}

function printFlag(fact: string, argument: string | undefined): string {
  if (argument === undefined) return name(fact);
  const asked = askedWith(fact);
  if (asked.fact === "key.tags" && asked.fact !== fact)
    return `${name(asked.fact)}.some((tag) => tag.${asked.method}(${JSON.stringify(argument)}))`;
  return `${name(asked.fact)}.${asked.method}(${asked.method === "matches" ? argument : JSON.stringify(argument)})`;
}

function printRange({ fact: asked, argument, from, to }: Atom & { kind: "range" }): Printed {
  if (!(from < to)) return operand("false");
  const fact = argument === undefined ? name(asked) : `${name(asked)}(${JSON.stringify(argument)})`;
  const whole = isWhole(asked);
  const before = (value: number): number => (whole ? value - 1 : previousDouble(value));
  const type = derivedFacts[asked] ?? factSpec(asked)?.type;
  const unit = type?.kind === "number" && (type.unit === "usd" || type.unit === "ms") ? type.unit : undefined;
  const constant = (value: number): string => (unit ? `${unit}(${value})` : String(value));
  if (before(to) === from) return comparison(`${fact} === ${constant(from)}`);
  const bounds = [
    ...(from === Number.NEGATIVE_INFINITY ? [] : [`${fact} ${lower(from, before(from), whole, constant)}`]),
    ...(to === Number.POSITIVE_INFINITY ? [] : [`${fact} ${upper(to, before(to), whole, constant)}`]),
  ];
  if (bounds.length === 0) return comparison(`${fact} !== undefined`);
  return { text: bounds.join(" && "), binding: bounds.length === 1 ? "comparison" : "and" };
}

type Constant = (value: number) => string;

/** Of the two spellings of a bound the one with the rounder number; else the strict one. */
function lower(from: number, before: number, whole: boolean, constant: Constant): string {
  return roundness(before, whole) >= roundness(from, whole) ? `> ${constant(before)}` : `>= ${constant(from)}`;
}

function upper(to: number, before: number, whole: boolean, constant: Constant): string {
  return roundness(before, whole) > roundness(to, whole) ? `<= ${constant(before)}` : `< ${constant(to)}`;
}

/** Zeros at the end of a whole number; for other numbers, brevity. */
function roundness(value: number, whole: boolean): number {
  if (value === 0) return Number.POSITIVE_INFINITY;
  const text = String(value);
  return whole ? /0*$/.exec(text)![0].length : -text.length;
}

/** Steps that are no identifier are written in brackets. */
function name(fact: string): string {
  const [first = "", ...steps] = factPath(fact);
  if (first === "local") return `local(${JSON.stringify(steps[0])}).${steps[1]}`;
  return (
    first + steps.map((step) => (/^[A-Za-z_$][\w$]*$/.test(step) ? `.${step}` : `[${JSON.stringify(step)}]`)).join("")
  );
}

function within({ text, binding }: Printed, outer: Binding): string {
  return tightness[binding] < tightness[outer] ? `(${text})` : text;
}

function operand(text: string): Printed {
  return { text, binding: "operand" };
}

function comparison(text: string): Printed {
  return { text, binding: "comparison" };
}
