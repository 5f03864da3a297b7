import { Work } from "../search/work.ts";
import { alwaysHolds, exclude, implies } from "./excluded-by-rule.ts";
import { findText } from "./find-text.ts";
import type { TextPredicate } from "./text-question.ts";

/** No text has all of `must` and none of `mustNot`: one index alone, or two. */
export interface Exclusion {
  readonly must: number[];
  readonly mustNot: number[];
}

const MOST = 400;
const PAIRS = 200_000;
const WORK = 400_000;
const WORK_EACH = 4_000;
const WORK_ASKING = 50;

/**
 * What excludes each other among the predicates, as far as it is cheap to tell: first those that hold never, or always, then
 * pairs of the others. At most a few hundred.
 */
export function exclusions(predicates: readonly TextPredicate[]): Exclusion[] {
  const work = new Work(WORK);
  const found: Exclusion[] = [];
  const open: number[] = [];
  predicates.forEach((predicate, index) => {
    const single = ofOne(predicate, index, work);
    if (single === undefined) open.push(index);
    else found.push(single);
  });
  for (const isSearched of [false, true]) {
    for (const [a, b] of pairsOf(open, (index) => predicates[index]!.method === "matches", isSearched)) {
      if (found.length >= MOST) break;
      found.push(...(isSearched ? bySearch(predicates, a, b, work) : byRule(predicates, a, b)));
    }
  }
  return found.slice(0, MOST);
}

function* pairsOf(
  indexes: readonly number[],
  isPattern: (index: number) => boolean,
  withPattern: boolean,
): Generator<[number, number], void, undefined> {
  let left = PAIRS;
  for (const [i, a] of indexes.entries()) {
    for (let j = i + 1; j < indexes.length; j += 1) {
      left -= 1;
      if (left < 0) return;
      const b = indexes[j]!;
      if ((isPattern(a) || isPattern(b)) === withPattern) yield [a, b];
    }
  }
}

function ofOne(predicate: TextPredicate, index: number, work: Work): Exclusion | undefined {
  if (alwaysHolds(predicate)) return { must: [], mustNot: [index] };
  if (predicate.method !== "matches") return undefined;
  if (isImpossible([predicate], [], work)) return { must: [index], mustNot: [] };
  return isImpossible([], [predicate], work) ? { must: [], mustNot: [index] } : undefined;
}

function byRule(predicates: readonly TextPredicate[], a: number, b: number): Exclusion[] {
  const [one, other] = [predicates[a]!, predicates[b]!];
  const found: Exclusion[] = [];
  if (exclude(one, other)) found.push({ must: [a, b], mustNot: [] });
  if (implies(one, other)) found.push({ must: [a], mustNot: [b] });
  if (implies(other, one)) found.push({ must: [b], mustNot: [a] });
  return found;
}

/** At least one of them is a pattern. */
function bySearch(predicates: readonly TextPredicate[], a: number, b: number, work: Work): Exclusion[] {
  const possible: Exclusion[] = [
    { must: [a, b], mustNot: [] },
    { must: [a], mustNot: [b] },
    { must: [b], mustNot: [a] },
    { must: [], mustNot: [a, b] },
  ];
  const named = (indexes: readonly number[]) => indexes.map((index) => predicates[index]!);
  return possible.filter(({ must, mustNot }) => isImpossible(named(must), named(mustNot), work));
}

function isImpossible(must: readonly TextPredicate[], mustNot: readonly TextPredicate[], work: Work): boolean {
  if (work.isSpent) return false;
  work.spend(WORK_ASKING);
  return findText({ must, mustNot }, work.part(WORK_EACH)).kind === "none";
}
