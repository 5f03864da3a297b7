/** Which requests fall on which side of a split: their sample, among the sides that can serve them. */
import { all, any, atom, not } from "../lower/connectives.ts";
import { nextDouble } from "../lower/interval.ts";
import type { Condition } from "../lower/ir.ts";
import type { Origin } from "../source.ts";

export interface Side {
  readonly weight: number;
  /** The side can serve the request. */
  readonly open: Condition;
}

/** More sides that may be closed than this are taken to be possible for every sample. */
const CLOSABLE = 6;

/** By side, the requests that fall on it. `by`: the fact that is sampled; a request without it is sampled by its key. */
export function sides(parts: readonly Side[], by: string, origin: Origin): Condition[] {
  const closable = parts.filter(({ open }) => open.kind !== "constant").length;
  if (closable > CLOSABLE) return parts.map(({ open }) => open);
  const found: Condition[][] = parts.map(() => []);
  for (const isOpen of openings(parts)) {
    const opening = parts.map(({ open }, i) => (isOpen[i] ? open : not(open, origin)));
    const shares = sharesOf(parts.map(({ weight }, i) => (isOpen[i] ? weight : 0)));
    parts.forEach((_, i) => {
      const [from, to] = shares[i]!;
      if (isOpen[i] && from < to) found[i]!.push(all([...opening, sampled(by, from, to, origin)], origin));
    });
  }
  return found.map((conditions) => any(conditions, origin));
}

/** Every choice of sides that are open, as far as conditions leave it open. */
function openings(parts: readonly Side[]): boolean[][] {
  let found: boolean[][] = [[]];
  for (const { open } of parts) {
    const choices = open.kind === "constant" ? [open.value] : [true, false];
    found = found.flatMap((before) => choices.map((choice) => [...before, choice]));
  }
  return found;
}

/** By side, the samples that take it: from, and below. Weight 0 is closed. */
function sharesOf(weights: readonly number[]): [number, number][] {
  const cuts = weights.map((_, i) => leastBeyond(weights, i));
  return weights.map((_, i) => [i === 0 ? 0 : cuts[i - 1]!, cuts[i]!]);
}

/** The least sample that takes a side behind `last`; 100 when none does. Exact: the runtime's sum, and bisection over doubles. */
function leastBeyond(weights: readonly number[], last: number): number {
  if (sideOf(weights, LARGEST) <= last) return 100;
  let [low, high] = [-Number.MIN_VALUE, LARGEST];
  while (nextDouble(low) < high) {
    const middle = low + (high - low) / 2;
    if (sideOf(weights, middle) > last) high = middle;
    else if (middle === low) break;
    else low = middle;
  }
  return high;
}

/** Samples are 32-bit hashes over 2^32. */
const LARGEST = ((2 ** 32 - 1) / 2 ** 32) * 100;

function sideOf(weights: readonly number[], share: number): number {
  let left = (share / 100) * weights.reduce((sum, weight) => sum + weight, 0);
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue;
    left -= weight;
    if (left < 0) return i;
  }
  return weights.findLastIndex((weight) => weight > 0);
}

function sampled(by: string, from: number, to: number, origin: Origin): Condition {
  const bounds = { from: from === 0 ? Number.NEGATIVE_INFINITY : from, to: to === 100 ? Number.POSITIVE_INFINITY : to };
  if (bounds.from < 0 && bounds.to > 100) return { kind: "constant", value: true, origin };
  const within = (fact: string) => atom({ kind: "range", fact: "sample", argument: fact, ...bounds }, origin);
  if (by === "key.id") return within(by);
  const present = atom({ kind: "present", fact: by, type: "string" }, origin);
  return any([within(by), all([not(present, origin), within("key.id")], origin)], origin);
}
