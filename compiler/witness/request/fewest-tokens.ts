/** A bound from below for the tokens of every text that has what is asked for. */
import { expectedCosts, nextStates, STEP_SHIFT, stateCount } from "../../../semantics/tokens/automaton.ts";
import { classes, classOfUnit } from "../../../semantics/tokens/unit-classes.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";

/**
 * Tokens, not rounded. Patterns are not looked into. Literals may share their characters, so of several the dearest
 * counts; but no character is of two classes, so what each class takes adds up.
 */
export function fewestTokens(must: readonly TextPredicate[]): number {
  const most = new Float64Array(classes.length);
  let dearest = 0;
  for (const { method, argument } of must) {
    if (method === "matches") continue;
    const { total, byClass } = known.get(argument) ?? fewestOf(argument);
    if (known.size >= KNOWN) known.clear();
    known.set(argument, { total, byClass });
    dearest = Math.max(dearest, total);
    for (const [kind, cost] of byClass.entries()) most[kind] = Math.max(most[kind]!, cost);
  }
  const sum = most.reduce((total, cost) => total + cost, 0);
  return Math.max(0, Math.max(dearest, sum) / 100 - SLACK);
}

/** Sums of figures differ in the last digits. */
const SLACK = 1e-6;

interface Fewest {
  readonly total: number;
  /** What the units of each class take at least. */
  readonly byClass: Float64Array;
}

/** Literals are few, and asked about again and again. */
const known = new Map<string, Fewest>();
const KNOWN = 10_000;

/** In hundredths. A line break counts for nothing, and what is before it too, between two parts of a message. */
function fewestOf(literal: string): Fewest {
  const byClass = new Float64Array(classes.length);
  let total = 0;
  for (const line of literal.split("\n")) {
    const runs = Array.from({ length: stateCount }, (_, state) => costsOf(line, state));
    total += Math.min(...runs.map((costs) => costs.reduce((sum, cost) => sum + cost, 0)));
    for (const kind of byClass.keys()) byClass[kind]! += Math.min(...runs.map((costs) => costs[kind]!));
  }
  return { total, byClass };
}

/** By class, when the text before it ends in the state. */
function costsOf(text: string, before: number): Float64Array {
  const costs = new Float64Array(classes.length);
  for (let i = 0, state = before; i < text.length; i++) {
    const kind = classOfUnit[text.charCodeAt(i)]!;
    const step = (state << STEP_SHIFT) | kind;
    costs[kind]! += expectedCosts[step]!;
    state = nextStates[step]!;
  }
  return costs;
}
