/** Which requests fall on which side of a split: their sample, among the sides that can serve them. */
import { splitSide } from "../../semantics/split-side.ts";
import { all, any, atom, not } from "../lower/connectives.ts";
import { nextDouble } from "../lower/interval.ts";
import type { Condition } from "../lower/ir.ts";
import type { Origin } from "../source.ts";

export interface Side {
  readonly weight: number;
  /** The side can serve the request. */
  readonly open: Condition;
}

export interface Sides {
  /** By side, the requests that fall on it; a few more where the sides are too many to look at every choice of open ones. */
  readonly taken: readonly Condition[];
  readonly isExact: boolean;
}

/** Of more conditions that may be closed apart the samples are looked at for a request, not for all. */
const CLOSABLE = 2;

/** `by`: the fact that is sampled; a request without it is sampled by its key. */
export function sides(parts: readonly Side[], by: string, origin: Origin): Sides {
  const apart = new Map<string, Condition>();
  const keys = parts.map(({ open }) => keyOf(open));
  parts.forEach(({ open }, i) => {
    if (open.kind !== "constant") apart.set(keys[i]!, open);
  });
  if (apart.size > CLOSABLE) return { taken: parts.map(({ open }) => open), isExact: false };
  const found: Condition[][] = parts.map(() => []);
  for (const opening of openings([...apart], origin)) {
    const isOpen = parts.map(({ open }, i) => (open.kind === "constant" ? open.value : opening.open.has(keys[i]!)));
    const weights = parts.map(({ weight }, i) => (isOpen[i] ? weight : 0));
    parts.forEach((_, i) => {
      const [from, to] = samplesOf(weights, i);
      if (isOpen[i] && from < to) found[i]!.push(all([opening.when, sampled(by, { from, to }, origin)], origin));
    });
  }
  return { taken: found.map((conditions) => any(conditions, origin)), isExact: true };
}

interface Opening {
  readonly when: Condition;
  /** Keys of the conditions that hold. */
  readonly open: ReadonlySet<string>;
}

/** Every choice of conditions that hold. */
function openings(apart: readonly (readonly [string, Condition])[], origin: Origin): Opening[] {
  const nothing: Opening = { when: { kind: "constant", value: true, origin }, open: new Set() };
  return apart.reduce<Opening[]>(
    (found, [key, condition]) =>
      found.flatMap(({ when, open }) => [
        { when: all([when, condition], origin), open: new Set([...open, key]) },
        { when: all([when, not(condition, origin)], origin), open },
      ]),
    [nothing],
  );
}

/** Equal keys are equal conditions, wherever they stand. */
function keyOf(condition: Condition): string {
  return JSON.stringify(condition, (name, value: unknown) => {
    if (name === "origin") return undefined;
    return value === Number.NEGATIVE_INFINITY || value === Number.POSITIVE_INFINITY ? String(value) : value;
  });
}

/** The samples that take a side: from, and below. By weight; that of a closed side is 0. */
export function samplesOf(weights: readonly number[], side: number): [number, number] {
  const key = weights.join();
  const cuts = known.get(key) ?? weights.map((_, last) => leastBeyond(weights, last));
  known.set(key, cuts);
  return [side === 0 ? 0 : cuts[side - 1]!, cuts[side]!];
}

/** By weights. */
const known = new Map<string, readonly number[]>();

/** The least sample that takes a side behind `last`; 100 when none does. Exact: the runtime's sum, and bisection over doubles. */
function leastBeyond(weights: readonly number[], last: number): number {
  if (splitSide(weights, LARGEST) <= last) return 100;
  let [low, high] = [-Number.MIN_VALUE, LARGEST];
  while (nextDouble(low) < high) {
    const middle = low + (high - low) / 2;
    if (splitSide(weights, middle) > last) high = middle;
    else if (middle === low) break;
    else low = middle;
  }
  return high;
}

/** Samples are 32-bit hashes over 2^32. */
const LARGEST = ((2 ** 32 - 1) / 2 ** 32) * 100;

/** The request's sample is among these. */
export function sampled(by: string, { from, to }: { from: number; to: number }, origin: Origin): Condition {
  const bounds = { from: from === 0 ? Number.NEGATIVE_INFINITY : from, to: to === 100 ? Number.POSITIVE_INFINITY : to };
  if (bounds.from < 0 && bounds.to > 100) return { kind: "constant", value: true, origin };
  const within = (fact: string) => atom({ kind: "range", fact: "sample", argument: fact, ...bounds }, origin);
  if (by === "key.id") return within(by);
  const present = atom({ kind: "present", fact: by, type: "string" }, origin);
  return any([within(by), all([not(present, origin), within("key.id")], origin)], origin);
}
