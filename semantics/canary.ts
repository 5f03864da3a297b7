/** A share of the requests that a candidate is tried for first. */
import type { Facts } from "./facts/facts.ts";
import { splitShare } from "./split-share.ts";

/** Requests of a canary that its failures are counted among, the latest. */
export const MOST_COUNTED = 1_000;
/** First tokens of a canary that its 95th percentile is of, the latest, and how many there must be. */
export const MOST_TIMED = 200;
export const LEAST_TIMED = 20;

/** The callers whose sample is below the share: the same ones for the same value of the fact, whatever else is decided. */
export function isInCanary(facts: Facts, { by, share }: { by: string; share: number }): boolean {
  return splitShare(facts, by) < share * 100;
}
