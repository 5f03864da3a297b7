/** What is asked beside a plan, to compare: its answers reach nobody. */
import * as z from "zod";

export interface TableShadow {
  /** Index into `plans`: on the terms of the plan that it stands beside. Its first target is asked, once. */
  plan: number;
  /** That the policy names. */
  tier?: string | undefined;
  /** Of the requests that the plan answers: above 0, up to 1. */
  share: number;
}

export const shadow: z.ZodType<TableShadow> = z.strictObject({
  plan: z.int().nonnegative(),
  tier: z.string().optional(),
  share: z.number().positive().max(1),
});
