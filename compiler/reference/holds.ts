/** Whether a condition holds for a request: slow and obvious, straight from the intermediate form. */
import type { Facts, FactValue } from "../../semantics/facts/facts.ts";
import { readerOf } from "../../semantics/facts/readers.ts";
import type { Atom, Condition } from "../lower/ir.ts";

/** Values of facts that no request carries, such as what it costs at a target; undefined for every other fact. */
export type Derived = (fact: string, argument: string) => number | undefined;

const nothing: Derived = () => undefined;

export function holds(condition: Condition, facts: Facts, derived: Derived = nothing): boolean {
  switch (condition.kind) {
    case "constant":
      return condition.value;
    case "atom":
      return atomHolds(condition.atom, facts, derived);
    case "not":
      return !holds(condition.of, facts, derived);
    case "all":
      return condition.of.every((part) => holds(part, facts, derived));
    case "any":
      return condition.of.some((part) => holds(part, facts, derived));
  }
  return condition satisfies never;
}

function atomHolds(atom: Atom, facts: Facts, derived: Derived): boolean {
  const value = factValue(atom, facts, derived);
  switch (atom.kind) {
    case "range":
      return typeof value === "number" && atom.from <= value && value < atom.to;
    case "one-of":
      return typeof value === "string" && atom.values.includes(value);
    case "flag":
      return value === true;
    case "present":
      return value !== undefined;
  }
  return atom satisfies never;
}

function factValue(atom: Atom, facts: Facts, derived: Derived): FactValue {
  const argument = "argument" in atom ? atom.argument : undefined;
  return derived(atom.fact, argument ?? "") ?? readerOf(atom.fact, argument)?.read(facts, argument ?? "");
}
