/** Guard and threshold beside bare thresholds, on the same pairs with the same vectors. */
import { LEAST_SIMILARITY, mayAnswer } from "../../../runtime/cache/semantic/guard/may-answer.ts";
import { cosine, readVectors } from "../vectors.ts";
import { mostShare } from "./most-share.ts";
import { allPairs, type Pair, readPairs } from "./read-pairs.ts";

export interface PairsResult {
  readonly sealed: SetResult;
  /** What was tuned on: all that is not sealed. */
  readonly tuned: SetResult;
}

export interface SetResult {
  readonly ours: Counted;
  /** At 0.80, 0.90 and 0.95. */
  readonly bare: readonly Counted[];
  /** Of the bare thresholds that hit what may be hit as often as ours, the one with the fewest wrong hits. */
  readonly rival: Counted;
  /** Ours, and bare at 0.90, by what pairs differ by and by language. */
  readonly groups: readonly { readonly name: string; readonly ours: Counted; readonly bare: Counted }[];
}

export interface Counted {
  readonly threshold: number;
  /** Pairs that may hit, and those that did. */
  readonly may: number;
  readonly right: number;
  /** Pairs that may not, and those that did. */
  readonly mayNot: number;
  readonly wrong: number;
  /** Wrong hits of all hits, every pair counted once; and the most that it is of such pairs, with 95 %. */
  readonly wrongShare: number;
  readonly mostWrongShare: number;
}

interface Compared extends Pair {
  readonly similarity: number;
  readonly allowed: boolean;
}

const THRESHOLDS = [0.8, 0.9, 0.95];
/** What ours is held to, of all hits. */
export const MOST_WRONG = 0.01;

export function runPairs(): PairsResult {
  const pairs = allPairs();
  const vectors = readVectors(pairs);
  const compared = pairs.map((pair, i) => ({
    ...pair,
    similarity: cosine(vectors[2 * i]!, vectors[2 * i + 1]!),
    allowed: mayAnswer(pair.kept, pair.asked) === true,
  }));
  const sealed = readPairs("sealed").length;
  return { tuned: resultOf(compared.slice(0, -sealed)), sealed: resultOf(compared.slice(-sealed)) };
}

export function isWrongMoreOften({ sealed: { ours, rival } }: PairsResult): boolean {
  return rival.wrong < ours.wrong || ours.wrongShare > MOST_WRONG;
}

function resultOf(pairs: readonly Compared[]): SetResult {
  const ours = countOurs(pairs);
  const groups = [...Map.groupBy(pairs, ({ language }) => language), ...Map.groupBy(pairs, ({ kind }) => kind)];
  return {
    ours,
    bare: THRESHOLDS.map((threshold) => countBare(pairs, threshold)),
    rival: rivalOf(pairs, ours.right),
    groups: groups.map(([name, of]) => ({ name, ours: countOurs(of), bare: countBare(of, 0.9) })),
  };
}

/** Every similarity is tried as a threshold. */
function rivalOf(pairs: readonly Compared[], right: number): Counted {
  const counted = [...new Set(pairs.map(({ similarity }) => similarity))].map((least) => countBare(pairs, least));
  const asOften = counted.filter((each) => each.right >= right);
  return asOften.reduce((best, each) => (each.wrong < best.wrong ? each : best));
}

function countOurs(pairs: readonly Compared[]): Counted {
  return counted(pairs, LEAST_SIMILARITY, ({ similarity, allowed }) => allowed && similarity >= LEAST_SIMILARITY);
}

function countBare(pairs: readonly Compared[], threshold: number): Counted {
  return counted(pairs, threshold, ({ similarity }) => similarity >= threshold);
}

function counted(pairs: readonly Compared[], threshold: number, hits: (pair: Compared) => boolean): Counted {
  const may = pairs.filter((pair) => pair.may);
  const mayNot = pairs.filter((pair) => !pair.may);
  const [right, wrong] = [may.filter(hits).length, mayNot.filter(hits).length];
  const wrongShare = right + wrong === 0 ? 0 : wrong / (right + wrong);
  const mostWrongShare = mostShare(wrong, right + wrong);
  return { threshold, may: may.length, right, mayNot: mayNot.length, wrong, wrongShare, mostWrongShare };
}
