import * as z from "zod";
import type { TokenizerName } from "./tokenizers.ts";

/** Factors from the base figures of a request's input to those of a target. */
export interface TargetTokens {
  family: TokenizerName;
  expected: number;
  /** At most 1, unless the overlay has a factor of its own. */
  upper: number;
  /** Requests of a route whose upper tokens here are above `max.inputTokens` times this do not go here. */
  ratio: number;
}

export const targetTokens: z.ZodType<TargetTokens> = z.strictObject({
  family: z.string() as unknown as z.ZodType<TokenizerName>,
  expected: z.number().positive(),
  upper: z.number().positive(),
  ratio: z.number().min(1),
});
