/** Whether a cache by meaning may serve, by what was found out in the last weeks. Derived in `docs/decisions/0025`. */
import type { EvidenceStore, Found } from "../../store/cache-store.ts";
import { Ratios } from "./ratios.ts";

/** Of one series, the oldest first. */
export type Evidence = Awaited<ReturnType<EvidenceStore["read"]>>;

export interface Standing extends Found {
  /** In shadow it answers nothing: what it would have answered is checked. */
  readonly state: "shadow" | "serving";
  /** The newest checks, which these are then, say by themselves that the rate is above the bound. (A store in doubt is another thing.) */
  readonly isInDoubt: boolean;
  /** It serves by the oldest window alone, which is over within a week. */
  readonly isEnding: boolean;
}

/** Milliseconds. Checks are summed by it, counted since 1970. */
export const PERIOD = 3_600_000;
const WEEK = 7 * 24;
/** Periods that a window holds at most; another one begins each week. */
export const WINDOW: number = 4 * WEEK;
/** Periods in which the chance that it ever serves wrongly is no higher than `MOST_ERROR`. */
export const HORIZON: number = 52 * WEEK;
export const MOST_ERROR = 0.05;
/** Windows that a horizon meets: each has its share of the chance. */
const WINDOWS = (HORIZON + WINDOW) / WEEK;
/** What must speak for it, and what must not speak against it. */
export const SURE: number = WINDOWS / MOST_ERROR;
export const DOUBT = 10;

export function periodAt(ms: number): number {
  return Math.floor(ms / PERIOD);
}

/** `bound`: the highest share of wrong hits, 0 to 1. Of the windows that no doubt lies in, one that is sure is enough. */
export function standingOf(evidence: Evidence, bound: number, period: number): Standing {
  const ratios = new Ratios(bound);
  const newest = period - (period % WEEK);
  const sum = { checks: 0, wrong: 0 };
  let best: Found = sum;
  let most = 0;
  /** Of those that are sure, the latest. */
  let sure: number | undefined;
  let at = evidence.length - 1;
  for (let start = newest; start > period - WINDOW; start -= WEEK) {
    for (; at >= 0 && evidence[at]!.period >= start; at -= 1) {
      const found = evidence[at]!;
      // Another clock may be a little ahead. What it counts in a far future would never grow old.
      if (found.period > period + 1) continue;
      sum.checks += found.checks;
      sum.wrong += found.wrong;
      // Right checks alone make no doubt that the checks after them do not make.
      if (found.wrong === 0 || ratios.above(sum) < DOUBT) continue;
      if (sure === undefined) return { state: "shadow", ...sum, isInDoubt: true, isEnding: false };
      return { state: "serving", ...best, isInDoubt: false, isEnding: false };
    }
    const speaks = ratios.below(sum);
    if (speaks >= SURE) sure ??= start;
    if (start < newest && speaks <= most) continue;
    best = { ...sum };
    most = speaks;
  }
  const isEnding = sure !== undefined && sure <= newest - WINDOW + WEEK;
  return { state: sure === undefined ? "shadow" : "serving", ...best, isInDoubt: false, isEnding };
}
