/** What a table says of the attempts of a request. Times are in milliseconds. */
import * as z from "zod";

export interface TableLimits {
  /** Of the whole request. */
  deadline: number;
  /** Of each attempt until it has committed; absent: its share of what is left of the deadline. */
  attempt?: number | undefined;
  firstToken?: number | undefined;
  idle: number;
  /** Whole answers are asked for as streams where a stream carries all of them, so that `firstToken` and `idle` hold for them. */
  wholeAsStream?: true | undefined;
}

/** Absent: one more round, after a short wait. */
export interface TableRetry {
  /** Further rounds over the targets whose failure may pass. */
  times: number;
  /** The least time between a failure and the next try at the same target. */
  after?: number | undefined;
}

export interface TableHedge {
  /** After which the next target is started; absent: the measured 95th percentile. */
  after?: number | undefined;
  /** The share of requests that may have a second target, from 0 to 1; absent: the runtime's default. */
  most?: number | undefined;
}

/** Without a plan no target of it may be asked on these terms, so that the failure is the answer. */
export interface TableFailing {
  /** Index into `plans`; what that plan says of failures is not read. */
  plan?: number | undefined;
  tier?: string | undefined;
}

const milliseconds = z.number().positive();

export const limits: z.ZodType<TableLimits> = z.strictObject({
  deadline: milliseconds,
  attempt: milliseconds.optional(),
  firstToken: milliseconds.optional(),
  idle: milliseconds,
  wholeAsStream: z.literal(true).optional(),
});

export const failing: z.ZodType<TableFailing> = z.strictObject({
  plan: z.int().nonnegative().optional(),
  tier: z.string().optional(),
});

export const retry: z.ZodType<TableRetry> = z.strictObject({
  times: z.int().nonnegative(),
  after: milliseconds.optional(),
});

export const hedge: z.ZodType<TableHedge> = z.strictObject({
  after: milliseconds.optional(),
  most: z.number().min(0).max(1).optional(),
});
