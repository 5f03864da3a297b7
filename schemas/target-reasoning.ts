import * as z from "zod";

/** How long a model can be told to think that takes another word than the client's effort. What is absent is not known. */
export interface TargetReasoning {
  /** The efforts that it tells apart. */
  efforts?: string[] | undefined;
  /** Bounds of a budget, in tokens. */
  min?: number | undefined;
  max?: number | undefined;
  /** It can be told not to think. */
  off?: true | undefined;
}

export const targetReasoning: z.ZodType<TargetReasoning> = z.strictObject({
  efforts: z.array(z.string()).optional(),
  min: z.int().nonnegative().optional(),
  max: z.int().positive().optional(),
  off: z.literal(true).optional(),
});
