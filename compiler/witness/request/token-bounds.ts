/**
 * What the figures of any request say of each other: true bounds, from what each part of a body counts. The parts are
 * held against random bodies by test/compiler/witness/request/token-bounds.test.ts.
 */
import {
  expectedCosts,
  nextStates,
  START,
  STEP_SHIFT,
  stateCount,
  upperCosts,
} from "../../../semantics/tokens/automaton.ts";
import { MOST_TOKENS_PER_BYTE } from "../../../semantics/tokens/token-sum.ts";
import { classes } from "../../../semantics/tokens/unit-classes.ts";
import type { Coupling, Inputs } from "../cost/token-space.ts";
import type { WholeRange } from "../values/number-ranges.ts";

/** What a request may have. */
export interface Having {
  readonly tools: boolean;
  readonly images: boolean;
  readonly audio: boolean;
  readonly files: boolean;
  /** The most bytes of text that the route takes. */
  readonly textBytes: number;
}

/** What nothing of a kind has more of. */
interface Kind {
  /** Expected tokens of the smallest one. */
  readonly least: number;
  /** For one expected token. */
  readonly upper: number;
  readonly hard: number;
  /** `hard` for one token of `upper`. */
  readonly hardOfUpper: number;
}

/** Messages, their parts, calls and tools, and the upper figure of texts. */
const usual: Kind = { least: 0, upper: mostUpperOfTexts(), hard: 12.5, hardOfUpper: 5 };
const ofImages: Kind = { least: 800, upper: 6.25, hard: 62.5, hardOfUpper: 10 };
const ofAudio: Kind = { least: 800, upper: 12.8, hard: 68.3, hardOfUpper: 5.4 };
const ofFiles: Kind = { least: 1_600, upper: 100, hard: 10_000, hardOfUpper: 200 };

/** What is counted once, whatever else there is: the beginning of the answer, that there are tools, what rounding adds. */
const once = { upper: 25, hard: 150 };
const onceWithTools = { upper: 725, hard: 1_150 };

/** `upper` above what is expected, whatever there is: what begins the answer. Nothing else has less of `upper`. */
const ABOVE_EXPECTED = 17;

/** The most bytes of text for one token: many blanks. */
const BYTES_OF_EXPECTED = 100;
const BYTES_OF_UPPER = 15;
/** The most tokens of `upper` for one of a text's `hard`. */
const UPPER_OF_HARD = 1.6;

export function couplingOf(having: Having): Coupling {
  const possible = [usual];
  if (having.images) possible.push(ofImages);
  if (having.audio) possible.push(ofAudio);
  if (having.files) possible.push(ofFiles);
  const constant = having.tools ? onceWithTools : once;
  return ({ expected, upper, hard }) => {
    const most = Math.min(expected.most, upper.most - ABOVE_EXPECTED);
    const each = mostOf(possible.filter((kind) => kind.least <= most));
    const least = Math.max(expected.least, Math.ceil((upper.least - constant.upper) / each.upper));
    const byHard = UPPER_OF_HARD * hard.most + constant.upper;
    const mostUpper = Math.floor(Math.min(upper.most, most * each.upper + constant.upper, byHard));
    const bytes = Math.min(having.textBytes, most * BYTES_OF_EXPECTED, mostUpper * BYTES_OF_UPPER);
    // What bytes take of the other figures is missing for further parts.
    const ofExpected = most * each.hard + bytes * beside(each.hard / BYTES_OF_EXPECTED);
    const ofUpper = mostUpper * each.hardOfUpper + bytes * beside(each.hardOfUpper / BYTES_OF_UPPER);
    const mostHard = Math.ceil(Math.min(ofExpected, ofUpper) + constant.hard);
    const leastUpper = Math.max(upper.least, least + ABOVE_EXPECTED);
    return nonEmpty({
      expected: { least, most },
      upper: { least: leastUpper, most: mostUpper },
      hard: {
        least: Math.max(hard.least, Math.ceil((leastUpper - constant.upper) / UPPER_OF_HARD)),
        most: Math.min(hard.most, mostHard),
      },
    });
  };
}

/** Of a byte, when it takes the place of parts with so much of `hard`. */
function beside(hard: number): number {
  return Math.max(0, MOST_TOKENS_PER_BYTE - hard);
}

function mostOf(kinds: readonly Kind[]): Omit<Kind, "least"> {
  const most = (of: keyof Kind) => Math.max(...kinds.map((kind) => kind[of]));
  return { upper: most("upper"), hard: most("hard"), hardOfUpper: most("hardOfUpper") };
}

function nonEmpty(inputs: Inputs): Inputs | undefined {
  const isEmpty = ({ least, most }: WholeRange) => least > most;
  return isEmpty(inputs.expected) || isEmpty(inputs.upper) || isEmpty(inputs.hard) ? undefined : inputs;
}

/**
 * The least number that no text's `upper` is above, for each expected token of it: found by halving, as the number for
 * which no way through the automaton gains.
 */
function mostUpperOfTexts(): number {
  let [low, high] = [1, 1_000];
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (gains(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** Whether some text has more than `each` of upper for one expected token. */
function gains(each: number): boolean {
  const best = new Float64Array(stateCount).fill(Number.NEGATIVE_INFINITY);
  best[START] = 0;
  for (let i = 0; i <= stateCount; i++) {
    let isBetter = false;
    for (let state = 0; state < stateCount; state++) {
      for (let kind = 0; kind < classes.length; kind++) {
        const step = (state << STEP_SHIFT) | kind;
        const gain = best[state]! + upperCosts[step]! - each * expectedCosts[step]!;
        if (gain > 0) return true;
        if (gain <= best[nextStates[step]!]!) continue;
        best[nextStates[step]!] = gain;
        isBetter = true;
      }
    }
    if (!isBetter) return false;
  }
  return true;
}
