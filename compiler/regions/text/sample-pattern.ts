/** Short texts that a pattern takes, if what it asserts of their surroundings holds. */
import { type Characters, has } from "../../lower/pattern/characters.ts";
import { type PatternNode, Unsupported } from "../../lower/pattern/node.ts";
import { readPattern } from "./read-pattern.ts";
import type { TextPredicate } from "./text-question.ts";

export interface Sample {
  readonly text: string;
  /** It is to stand at the start, at the end. */
  readonly start: boolean;
  readonly end: boolean;
}

const LIKED = "aeiotnsrlhdcumfpgwybvkxjqz1023456789 -_.,AETOINSRHLDCUMFPGWYBVKXJQZ:!?;'\"()/+*=&%#@$<>[]{}|~^`\\\n\t\r";
const LONGEST = 2_000;

/** How many samples a pattern has at most. */
export const SAMPLES = 4;

const known = new WeakMap<TextPredicate, readonly Sample[]>();

/** The samples that come of taking other choices each time; none where the pattern is not understood. */
export function samplesOf(predicate: TextPredicate): readonly Sample[] {
  const samples = known.get(predicate) ?? take(predicate.argument);
  known.set(predicate, samples);
  return samples;
}

function take(argument: string): readonly Sample[] {
  try {
    const pattern = readPattern(argument);
    if (pattern === undefined) return [];
    const samples = Array.from({ length: SAMPLES }, (_, turn): Sample => {
      const text = sample(pattern.node, turn);
      return { text, start: isEdge(pattern.node, turn, 0), end: isEdge(pattern.node, turn, -1) };
    });
    return samples.filter(({ text }, i) => text.length <= LONGEST && samples.findIndex((s) => s.text === text) === i);
  } catch (error) {
    if (error instanceof Unsupported || error instanceof SyntaxError) return [];
    throw error;
  }
}

/** Turn 0 takes the first of all choices and the fewest repetitions; the next ones take others. */
function sample(node: PatternNode, turn: number): string {
  switch (node.kind) {
    case "characters":
      return String.fromCodePoint(...liked(node.set, turn));
    case "assertion":
      return "";
    case "sequence":
      return node.of.map((part) => sample(part, turn)).join("");
    case "choice":
      return sample(node.of[turn % node.of.length]!, Math.floor(turn / node.of.length));
    case "repeat": {
      const once = sample(node.of, turn);
      const tooMany = 1 + Math.ceil(LONGEST / Math.max(once.length, 1));
      return once.repeat(Math.min(node.min + (turn % 2), node.max, tooMany));
    }
  }
  return node satisfies never;
}

/** Whether the first (0) or last (-1) thing in it is an assertion of an edge. */
function isEdge(node: PatternNode, turn: number, side: 0 | -1): boolean {
  switch (node.kind) {
    case "assertion":
      return node.isStart === (side === 0) && node.end - node.start === 1;
    case "sequence":
      return node.of.length > 0 && isEdge(node.of.at(side)!, turn, side);
    case "choice":
      return isEdge(node.of[turn % node.of.length]!, Math.floor(turn / node.of.length), side);
    case "characters":
    case "repeat":
      return false;
  }
  return node satisfies never;
}

function liked(set: Characters, turn: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < LIKED.length && found.length <= turn; i += 1) {
    if (has(set, LIKED.charCodeAt(i))) found.push(LIKED.charCodeAt(i));
  }
  return found.length > 0 ? [found[turn % found.length]!] : set.slice(0, 1).map(([from]) => from);
}
