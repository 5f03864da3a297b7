/** What a policy says of a candidate that a share of the requests goes to first. */
import * as z from "zod";
import { duration } from "./policy-attempts.ts";
import { factPath, type StrategyDocument, strategy } from "./policy-strategy.ts";

/** The candidate is tried first for a share of the requests, with what serves them otherwise behind it. */
export interface CanaryDocument {
  use: StrategyDocument;
  /** Of the requests, from 0 to 1. */
  share: number;
  /** Requests with the same value of this fact share their side; the caller's key unless it is given. */
  by?: string | undefined;
  back: CanaryBackDocument;
}

/** When it goes back to nothing, whichever is first. */
export interface CanaryBackDocument {
  /** So many of its last 1,000 requests were not answered by the candidate. */
  failures?: number | undefined;
  /** The 95th percentile of its last 200 first tokens is above. */
  firstToken?: string | undefined;
}

export const canary: z.ZodType<CanaryDocument> = z
  .strictObject({
    use: strategy,
    share: z.number().min(0).max(1).meta({ description: "Of the requests, from 0 to 1." }),
    by: factPath.optional().meta({ description: "Requests with the same value of this fact share their side." }),
    back: z
      .strictObject({
        failures: z
          .int()
          .min(1)
          .optional()
          .meta({ description: "So many of its last 1,000 requests were not answered by the candidate." }),
        firstToken: duration
          .optional()
          .meta({ description: "The 95th percentile of its last 200 first tokens is above." }),
      })
      .meta({ description: "When it goes back to nothing by itself, whichever is first." }),
  })
  .meta({ description: "Is tried first for a share of the requests, and goes back to nothing by itself." });
