/** What a route says of the attempts of a request: their time, their order after a failure, and how often there is one. */
import * as z from "zod";

/** What replaces the second round. */
export interface RetryDocument {
  /** Further rounds over the targets whose failure may pass. */
  times: number;
  /** The least time between a failure and the next try at the same target. */
  after?: string | undefined;
}

/** When a second target is started beside one that is slow. */
export interface HedgeDocument {
  /** Absent: the measured 95th percentile of the target. */
  after?: string | undefined;
  /** The share of requests that may have one, from 0 to 1. */
  most?: number | undefined;
}

export interface AttemptsDocument {
  deadline?: string | undefined;
  attempt?: string | undefined;
  firstToken?: string | undefined;
  idle?: string | undefined;
  retry?: RetryDocument | undefined;
  hedge?: HedgeDocument | undefined;
}

export const duration: z.ZodString = z
  .string()
  .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, "must be a duration with its unit, such as 1500ms, 60s, 5m or 1h")
  .meta({
    description: "A duration with its unit: 1500ms, 60s, 5m, 1h.",
    patternErrorMessage: "A duration is a number with its unit, such as 1500ms, 60s, 5m or 1h.",
    examples: ["1500ms", "60s", "5m", "1h"],
  });

/** A failure that outlasts more rounds than these does not pass in the time of one request. */
const MOST_TIMES = 5;

const retry: z.ZodType<RetryDocument> = z.strictObject({
  times: z
    .int()
    .min(0)
    .max(MOST_TIMES)
    .meta({ description: "How often targets whose failure may pass are asked again, 0 to 5." }),
  after: duration.optional().meta({ description: "The least time between a failure and the next try at its target." }),
});

const hedge: z.ZodType<HedgeDocument> = z.strictObject({
  after: duration.optional().meta({ description: "When the next target is started; absent: the measured p95." }),
  most: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .meta({ description: "The share of requests that may have a second target." }),
});

type Fields = { [K in keyof AttemptsDocument]-?: z.ZodType<AttemptsDocument[K]> };

export const attempts: Fields = {
  deadline: duration.optional().meta({ description: "For the whole request, every attempt and wait included." }),
  attempt: duration
    .optional()
    .meta({ description: "For each attempt until it has committed; absent: its share of the deadline." }),
  firstToken: duration.optional().meta({ description: "For the first useful event of an answer, per attempt." }),
  idle: duration.optional().meta({ description: "For the silence between two events of an answer." }),
  retry: retry.optional().meta({
    description: "How often, and how long after it failed, a target is asked again; absent: once, after a short wait.",
  }),
  hedge: hedge.optional().meta({ description: "Starts the next target beside one that is slow." }),
};
