/** What a table says of a limit. */
import * as z from "zod";

export interface TableLimit {
  name: string;
  /** The fact that names whose limit it is. */
  per: string;
  /** By what is counted, how much of it in each window. Absent where requests at once are limited. */
  rates?:
    | { requests?: number | undefined; inputTokens?: number | undefined; outputTokens?: number | undefined }
    | undefined;
  /** Milliseconds; with `rates`. */
  window?: number | undefined;
  /** Requests at once; without `rates`. */
  concurrency?: number | undefined;
  /** Indexes into `routes`, ascending; absent: all, and requests that name a target themselves. */
  routes?: number[] | undefined;
  /** Requests without the fact share one limit; absent: they are refused. */
  missing?: "pool" | undefined;
}

const most = z.int().positive().optional();

export const limit: z.ZodType<TableLimit> = z.strictObject({
  name: z.string(),
  per: z.string(),
  rates: z.strictObject({ requests: most, inputTokens: most, outputTokens: most }).optional(),
  window: most,
  concurrency: most,
  routes: z.array(z.int().nonnegative()).optional(),
  missing: z.literal("pool").optional(),
});
