/** What a route asks beside what answers, to compare. */
import * as z from "zod";

/** `S`: a strategy. */
export interface ShadowDocument<S> {
  /** What is asked: the first target of it that can serve the request, once. */
  use: S;
  /** Of the requests that are answered, from 0 to 1. */
  share: number;
}

export function shadow<S>(strategy: z.ZodType<S>): z.ZodType<ShadowDocument<S>> {
  return z.strictObject({
    use: strategy,
    share: z.number().min(0).max(1).meta({ description: "The share of the requests, 0 to 1." }),
  }) as unknown as z.ZodType<ShadowDocument<S>>;
}
