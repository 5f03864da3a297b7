/** What is promised of the figures, line by line, and whether it holds of what was measured. */
import type { EstimateResult } from "../estimate/run-estimate.ts";
import { errorOf, isLanguage, isLong, isUsual, LONG, type Measured, shareAbove, worstOf } from "./measure.ts";
import type { RealTokenizer } from "./tokenizers.ts";

export interface Verdict {
  readonly holds: boolean;
  readonly promise: string;
  /** What was found, the worst of it. */
  readonly found: string;
}

export interface TokenizerMeasured {
  readonly tokenizer: RealTokenizer;
  readonly measured: readonly Measured[];
}

const LEAST = { tokenizers: 5, languages: 20, kinds: 50 };
const MOST = { above: 0.005, beyond: 1.1, error: 0.12, nanoseconds: 6 };

export function verdictsOf(all: readonly TokenizerMeasured[], passes: readonly EstimateResult[]): Verdict[] {
  return [widthOf(all), ...figureVerdicts(all), speed(passes)];
}

function widthOf(all: readonly TokenizerMeasured[]): Verdict {
  const samples = all.flatMap(({ measured }) => measured.map(({ sample }) => sample));
  const [kinds, languages] = [samples, samples.filter(isLanguage)].map(
    (of) => new Set(of.map(({ kind }) => kind)).size,
  );
  return {
    holds: all.length >= LEAST.tokenizers && languages! >= LEAST.languages && kinds! >= LEAST.kinds,
    promise: `at least ${LEAST.tokenizers} tokenizers, ${LEAST.languages} languages, ${LEAST.kinds} kinds of text`,
    found: `${all.length} tokenizers, ${languages} languages and translations, ${kinds} kinds`,
  };
}

function figureVerdicts(all: readonly TokenizerMeasured[]): Verdict[] {
  const natural = (measured: readonly Measured[]) => measured.filter(({ sample }) => sample.natural);
  return [
    ofWorst(
      all.map(({ tokenizer, measured }) => ({ ...worstOf(measured, "hard"), tokenizer })),
      "hard is exceeded by no text, random and adversarial ones included",
      ({ by }) => by <= 1,
      ({ by, kind }) => `${by.toFixed(2)} of hard, by ${kind}`,
    ),
    ofWorst(
      all.map(({ tokenizer, measured }) => ({ by: shareAbove(natural(measured)), kind: "", tokenizer })),
      `upper is exceeded by at most ${percent(MOST.above)} of natural texts`,
      ({ by }) => by <= MOST.above,
      ({ by }) => percent(by),
    ),
    ofWorst(
      all.map(({ tokenizer, measured }) => ({ ...worstOf(natural(measured).filter(isLong), "upper"), tokenizer })),
      `nowhere by a tenth, from ${LONG} characters on`,
      ({ by }) => by < MOST.beyond,
      ({ by, kind }) => `${by.toFixed(2)} of upper, by ${kind}`,
    ),
    ofWorst(
      all
        .filter(({ tokenizer }) => tokenizer.family !== "unknown")
        .map(({ tokenizer, measured }) => {
          return { by: errorOf(measured.filter((each) => isUsual(each) && isLong(each))), kind: "", tokenizer };
        }),
      `expected, times the family's factor, is within ${percent(MOST.error)} in the mean on code and prose`,
      ({ by }) => by <= MOST.error,
      ({ by }) => percent(by),
    ),
  ];
}

interface Found {
  readonly by: number;
  readonly kind: string;
  readonly tokenizer: RealTokenizer;
}

function ofWorst(
  found: readonly Found[],
  promise: string,
  holds: (worst: Found) => boolean,
  say: (worst: Found) => string,
): Verdict {
  const worst = found.reduce((most, each) => (each.by > most.by ? each : most));
  return { holds: holds(worst), promise, found: `${say(worst)} (${worst.tokenizer.name})` };
}

/** By the fastest round of each text: what else the machine does can only add. */
function speed(passes: readonly EstimateResult[]): Verdict {
  const slowest = passes.reduce((most, each) => (each.rate.max < most.rate.max ? each : most));
  const nanoseconds = 1e9 / slowest.rate.max;
  return {
    holds: nanoseconds <= MOST.nanoseconds,
    promise: `one pass takes at most ${MOST.nanoseconds} ns a character`,
    found: `${nanoseconds.toFixed(1)} ns, on ${slowest.text}`,
  };
}

export function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`;
}
