/** A condition in its canonical spelling: the policy language without `r.`, with no more parentheses than needed. */
import type { Atom, Condition } from "../lower/ir.ts";
import { isWhole } from "../regions/fact-spec.ts";

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
  if (of.kind === "atom" && of.atom.kind === "one-of" && of.atom.values.length === 1) {
    return comparison(`${name(of.atom.fact)} !== ${JSON.stringify(of.atom.values[0])}`);
  }
  if (of.kind === "atom" && of.atom.kind === "present") return comparison(`${name(of.atom.fact)} === undefined`);
  return operand(`!${within(print(of), "operand")}`);
}

function printAtom(atom: Atom): Printed {
  const fact = name(atom.fact);
  switch (atom.kind) {
    case "range":
      return printRange(fact, atom, isWhole(atom.fact));
    case "one-of":
      return printOneOf(fact, atom.values);
    case "flag":
      return operand(atom.argument === undefined ? fact : `${method(fact)}(${JSON.stringify(atom.argument)})`);
    case "present":
      return comparison(`${fact} !== undefined`);
  }
  return atom satisfies never;
}

function printOneOf(fact: string, values: readonly string[]): Printed {
  if (values.length === 1) return comparison(`${fact} === ${JSON.stringify(values[0])}`);
  return operand(`[${values.map((value) => JSON.stringify(value)).join(", ")}].includes(${fact})`);
}

/** Alternatives for one fact are a list. */
function printList(parts: readonly Condition[]): Printed | undefined {
  const atoms = parts.flatMap((part) => (part.kind === "atom" && part.atom.kind === "one-of" ? [part.atom] : []));
  const [first] = atoms;
  if (!first || atoms.length < parts.length || atoms.some(({ fact }) => fact !== first.fact)) return undefined;
  return printOneOf(name(first.fact), [...new Set(atoms.flatMap(({ values }) => values))]);
}

function printRange(fact: string, { from, to }: { from: number; to: number }, whole: boolean): Printed {
  if (!(from < to)) return operand("false");
  if (whole && to - from === 1) return comparison(`${fact} === ${from}`);
  const bounds = [
    ...(from === Number.NEGATIVE_INFINITY ? [] : [`${fact} ${lower(from, whole)}`]),
    ...(to === Number.POSITIVE_INFINITY ? [] : [`${fact} ${upper(to, whole)}`]),
  ];
  if (bounds.length === 0) return comparison(`${fact} !== undefined`);
  return { text: bounds.join(" && "), binding: bounds.length === 1 ? "comparison" : "and" };
}

/** Of the two spellings of a bound on whole numbers, the one with the rounder number; else the strict one. */
function lower(from: number, whole: boolean): string {
  return whole && roundness(from - 1) >= roundness(from) ? `> ${from - 1}` : `>= ${from}`;
}

function upper(to: number, whole: boolean): string {
  return whole && roundness(to - 1) > roundness(to) ? `<= ${to - 1}` : `< ${to}`;
}

function roundness(value: number): number {
  return value === 0 ? Number.POSITIVE_INFINITY : /0*$/.exec(String(value))![0].length;
}

/** `metadata.<name>` may be a name that is no identifier. */
function name(fact: string): string {
  if (!fact.startsWith("metadata.")) return fact;
  const field = fact.slice("metadata.".length);
  return /^[A-Za-z_$][\w$]*$/.test(field) ? fact : `metadata[${JSON.stringify(field)}]`;
}

/** Tags are asked with the method that a text's fact has in its name. */
function method(fact: string): string {
  return fact.endsWith(".includes") ? fact : `${fact}.includes`;
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
