/**
 * The automaton that reads a text unit by unit. A state is the class of the unit before and how far its run has come;
 * a step has a next state and two costs. All costs are whole hundredths of a token, so sums are exact in any order.
 */
import { classes, type UnitClass } from "./unit-classes.ts";
import { weights } from "./weights.ts";

interface State {
  readonly last: UnitClass | "start";
  /** How many units of the run count apart; the last one stands for all further. */
  readonly run: number;
}

/** Steps are at `state << STEP_SHIFT | class`. */
export const STEP_SHIFT = 5;
export const START = 0;

const LETTERS = 9;
const USUAL_SIGNS = 8;

const states: State[] = [{ last: "start", run: 1 }];
const next: number[] = [];
const expected: number[] = [];
const upper: number[] = [];

for (let i = 0; i < states.length; i++) {
  for (const [c, unit] of classes.entries()) {
    const { state, features } = step(states[i]!, unit);
    const at = (i << STEP_SHIFT) | c;
    next[at] = indexOf(state);
    expected[at] = sum(features, 0);
    upper[at] = Math.max(sum(features, 1), expected[at]);
  }
}

export const stateCount: number = states.length;
export const nextStates: Uint8Array = new Uint8Array(states.length << STEP_SHIFT);
/** Hundredths of a token. */
export const expectedCosts: Float64Array = new Float64Array(nextStates.length);
/** Hundredths; of no step below what is expected of it. */
export const upperCosts: Float64Array = new Float64Array(nextStates.length);
for (const at of next.keys()) {
  nextStates[at] = next[at] ?? 0;
  expectedCosts[at] = expected[at] ?? 0;
  upperCosts[at] = upper[at] ?? 0;
}

function indexOf({ last, run }: State): number {
  const known = states.findIndex((state) => state.last === last && state.run === run);
  return known === -1 ? states.push({ last, run }) - 1 : known;
}

function sum(features: readonly string[], figure: 0 | 1): number {
  return features.reduce((total, feature) => total + weights[feature]![figure], 0);
}

interface Step {
  readonly state: State;
  readonly features: readonly string[];
}

function step(before: State, unit: UnitClass): Step {
  const first: State = { last: unit, run: 1 };
  switch (unit) {
    case "lower":
      return lower(before);
    case "upper":
      if (before.last !== "upper") return { state: first, features: [`upper after ${neighbour(before)}`] };
      return { state: { last: "upper", run: 2 }, features: ["further capital"] };
    case "digit":
      return digit(before);
    case "punctuation":
      return punctuation(before);
    case "newline": {
      const afterOther = before.last === "punctuation" ? "newline after punctuation" : "newline";
      const feature = before.last === "newline" ? "further newline" : afterOther;
      return { state: first, features: [...afterBlank(before), feature] };
    }
    case "blank": {
      if (before.last !== "blank") return { state: first, features: [] };
      return { state: { last: "blank", run: 2 }, features: [before.run === 1 ? "second blank" : "further blank"] };
    }
    case "tab":
      return { state: first, features: [...afterBlank(before), before.last === "tab" ? "further tab" : "tab"] };
    default: {
      const begins = before.last !== unit && unit !== "control" ? [`first ${unit}`] : [];
      return { state: first, features: [...afterBlank(before), unit, ...begins] };
    }
  }
}

/** A capital and the small letters behind it are one part of a word. */
function lower(before: State): Step {
  const isFurther = before.last === "lower" || (before.last === "upper" && before.run === 1);
  if (!isFurther) return { state: { last: "lower", run: 1 }, features: [`lower after ${neighbour(before)}`] };
  const length = before.run + 1;
  const feature = length > 8 ? "letter from 9" : length > 4 ? "letter 5 to 8" : "letter 2 to 4";
  return { state: { last: "lower", run: Math.min(length, LETTERS) }, features: [feature] };
}

function digit(before: State): Step {
  const run = before.last === "digit" ? (before.run % 3) + 1 : 1;
  const features = ["digit"];
  if (before.last === "blank") features.push("digit after blank");
  if (run === 1) features.push("digit of three");
  return { state: { last: "digit", run }, features };
}

/** Long runs are no words' neighbours: a mix of signs takes nearly a token for each. */
function punctuation({ last, run }: State): Step {
  if (last !== "punctuation") {
    const feature = last === "blank" ? "punctuation after blank" : "punctuation";
    return { state: { last: "punctuation", run: 1 }, features: [feature] };
  }
  const state: State = { last, run: Math.min(run + 1, USUAL_SIGNS) };
  return { state, features: [run < USUAL_SIGNS ? "further punctuation" : "punctuation from 9"] };
}

function afterBlank({ last }: State): string[] {
  return last === "blank" ? ["other after blank"] : [];
}

function neighbour({ last }: State): string {
  switch (last) {
    case "blank":
    case "tab":
      return "blank";
    case "punctuation":
    case "digit":
    case "accent":
    case "lower":
      return last;
    case "vietnamese":
      return "accent";
    case "upper":
      return "capitals";
    default:
      return "other";
  }
}
