/** What is asked beside a plan, to compare: its answers reach nobody. */
import * as z from "zod";

export interface TableShadow {
  /** Index into `plans`: on the terms of the plan that it stands beside. Its first target is asked, once. */
  plan: number;
  /** That the policy names. */
  tier?: string | undefined;
  /** Of the requests that the plan answers: above 0, up to 1. */
  share: number;
  judge?: TableJudge | undefined;
}

/** What scores both answers. */
export interface TableJudge {
  /** Index into `plans`: of one target, on the terms of the plan that it stands beside, less what is fixed of parameters. */
  plan: number;
  rubric: string;
  /** Bytes, as JSON: a longer answer is not judged. */
  mostAnswer: number;
}

export const judge: z.ZodType<TableJudge> = z.strictObject({
  plan: z.int().nonnegative(),
  rubric: z.string(),
  mostAnswer: z.int().positive(),
});

export const shadow: z.ZodType<TableShadow> = z.strictObject({
  plan: z.int().nonnegative(),
  tier: z.string().optional(),
  share: z.number().positive().max(1),
  judge: judge.optional(),
});
