/** How semantic caches stand, as the operator's listener says it. */
import * as z from "zod";

export interface CachesReport {
  readonly caches: readonly CacheReport[];
}

/** Of one route. What is counted of checks is of all who share the store; what is counted of requests is of this process, in the last day. */
export interface CacheReport {
  readonly route: string;
  /** In shadow it gives nothing: what it would have given is checked. */
  readonly state: "shadow" | "serving";
  /** The share of wrong hits that the policy allows, 0 to 1. */
  readonly maxWrongHitRate: number;
  readonly checks: number;
  readonly wrong: number;
  /** The share that the rate of wrong hits is surely below, 0 to 1. */
  readonly upper: number;
  /** Right checks until it serves. */
  readonly missing: number;
  /** The newest checks say by themselves that the rate is above what is allowed. */
  readonly isInDoubt: boolean;
  /** It serves by its oldest checks alone, which are over within a week. */
  readonly isEnding: boolean;
  /** The store could be read; if not, it is in shadow. */
  readonly isKnown: boolean;
  /** Requests for which an answer was looked for. */
  readonly looked: number;
  /** Of these, those that were given one. */
  readonly given: number;
  /** Those that would have been given one if it served and checked nothing. */
  readonly met: number;
}

const count = z.number().nonnegative();

const report: z.ZodType<CacheReport> = z.object({
  route: z.string(),
  state: z.enum(["shadow", "serving"]),
  maxWrongHitRate: count,
  checks: count,
  wrong: count,
  upper: count,
  missing: count,
  isInDoubt: z.boolean(),
  isEnding: z.boolean(),
  isKnown: z.boolean(),
  looked: count,
  given: count,
  met: count,
});

export const caches: z.ZodType<CachesReport> = z.object({ caches: z.array(report) });
