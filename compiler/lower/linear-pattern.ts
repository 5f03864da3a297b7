/**
 * Which regular expressions take linear time, whatever the text: those for which a backtracking matcher, searching from
 * every place of the text, never has more than a fixed number of runs under way at one place. That excludes repetitions
 * within or beside repetitions that can take the same characters, and an unbounded repetition at the beginning
 * (`\d+kg`: a text of digits is read anew from each of them).
 */
import { automatonOf, NoAutomaton } from "./pattern/automaton.ts";
import { MOST_WAYS, tooManyWays } from "./pattern/count-ways.ts";
import { type PatternNode, Unsupported } from "./pattern/node.ts";
import { parsePattern } from "./pattern/parse-pattern.ts";

/**
 * What is wrong with a pattern, and where in its source; without a place it is the flags, or all of it. `what` follows the
 * part in a sentence: `is a look-ahead, which is not supported`.
 */
export type PatternProblem = { readonly part?: { readonly start: number; readonly end: number } } & (
  | { readonly kind: "unsupported"; readonly what: string }
  | { readonly kind: "not-linear"; readonly why: string; readonly instead: string }
);

const KNOWN_FLAGS = "imsu";
const LONGEST = 2_000;

/** Undefined when the pattern is supported and takes linear time. */
export function patternProblem(source: string, flags: string): PatternProblem | undefined {
  const flag = [...flags].find((each) => !KNOWN_FLAGS.includes(each));
  if (flag !== undefined) return { kind: "unsupported", what: `has the flag \`${flag}\`, which is not supported` };
  if (!isValid(source, flags)) return { kind: "unsupported", what: "is not a regular expression" };
  if (source.length > LONGEST) return { kind: "unsupported", what: `is longer than ${LONGEST} characters` };
  try {
    const automaton = automatonOf(parsePattern(source, flags), flags);
    const busiest = tooManyWays(automaton, flags);
    return busiest === undefined ? undefined : ambiguous(source, automaton.positions[busiest]!.part);
  } catch (error) {
    if (error instanceof Unsupported)
      return { kind: "unsupported", what: `is ${error.what}, which is not supported`, part: error };
    if (error instanceof NoAutomaton) return noAutomaton(error);
    throw error;
  }
}

function isValid(source: string, flags: string): boolean {
  try {
    new RegExp(source, flags);
    return true;
  } catch {
    return false;
  }
}

function ambiguous(source: string, part: PatternNode): PatternProblem {
  if (part.kind !== "repeat" || part.max !== Number.POSITIVE_INFINITY) {
    const why = `some text can be taken in more than ${MOST_WAYS} ways at once`;
    return { kind: "not-linear", why, instead: "Write it with fewer or tighter repetitions.", part };
  }
  const why = "a long text that it can take is read over and over, in time that grows with its square or worse";
  const repeated = source.slice(part.of.start, part.of.end);
  const instead =
    part.start === 0 && part.min === 1
      ? `At the beginning, \`${repeated}\` finds the same as \`${repeated}+\`.`
      : `Give it a bound, such as \`${repeated}{${Math.min(part.min, 1)},20}\`${source.startsWith("^") ? "" : ", or begin with `^`"}.`;
  return { kind: "not-linear", why, instead, part };
}

function noAutomaton({ why, part }: NoAutomaton): PatternProblem {
  if (why === "large") {
    return {
      kind: "not-linear",
      why: "with all that its bounds allow, it is too large to be checked",
      instead: "Lower its bounds.",
      part,
    };
  }
  const instead = "Repeat only what takes at least one character.";
  return { kind: "not-linear", why: "what is repeated may be empty", instead, part };
}
