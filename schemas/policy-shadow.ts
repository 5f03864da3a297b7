/** What a route asks beside what answers, to compare. */
import * as z from "zod";

/** Characters. */
export const MOST_RUBRIC = 8_000;

/** What scores both answers. */
export interface JudgeDocument {
  /** `provider/model` */
  model: string;
  /** By what it scores. */
  rubric: string;
}

/** `S`: a strategy. */
export interface ShadowDocument<S> {
  /** What is asked: the first target of it that can serve the request, once. */
  use: S;
  /** Of the requests that are answered, from 0 to 1. */
  share: number;
  judge?: JudgeDocument | undefined;
}

export const judge: z.ZodType<JudgeDocument> = z.strictObject({
  model: z.string().regex(/^[^/]+\/./, "is not the name of a model, as `provider/model`"),
  rubric: z.string().min(1).max(MOST_RUBRIC).meta({ description: "By what both answers are scored, in words." }),
});

export function shadow<S>(strategy: z.ZodType<S>): z.ZodType<ShadowDocument<S>> {
  return z.strictObject({
    use: strategy,
    share: z.number().min(0).max(1).meta({ description: "The share of the requests, 0 to 1." }),
    judge: judge.optional().meta({
      description: "A model that is sent the request and both answers, and scores them: kept are its scores.",
    }),
  }) as unknown as z.ZodType<ShadowDocument<S>>;
}
