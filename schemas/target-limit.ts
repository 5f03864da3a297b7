/** How much a provider lets be asked of a model, or with a key, in a time: as its own pages and headers say it. */
import * as z from "zod";
import { type LimitWindow, limitWindows } from "./policy-limit.ts";

/** By what is counted, how much of it in each window. */
export interface TargetRates {
  requests?: number | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  /** Of input and output together. */
  tokens?: number | undefined;
}

/** As an overlay says it: at least one rate. */
export interface TargetLimitDocument extends TargetRates {
  window: LimitWindow;
}

/** One, or those of several windows. */
export type TargetLimitsDocument = TargetLimitDocument | TargetLimitDocument[];

export interface TableTargetLimit {
  rates: TargetRates;
  /** Milliseconds. */
  window: number;
}

const most = (what: string) => z.int().positive().optional().meta({ description: what });

const limitDocument: z.ZodType<TargetLimitDocument> = z.strictObject({
  requests: most("Requests in each window."),
  inputTokens: most("Tokens of input in each window."),
  outputTokens: most("Tokens of output in each window."),
  tokens: most("Tokens of input and output in sum in each window."),
  window: z.enum(limitWindows).meta({ description: "The time in which the provider lets so much be asked." }),
});

export const targetLimitsDocument: z.ZodType<TargetLimitsDocument> = z.union([
  limitDocument,
  z.array(limitDocument).min(1).max(8),
]);

const rate = z.int().positive().optional();

export const tableTargetLimits: z.ZodType<TableTargetLimit[]> = z.array(
  z.strictObject({
    rates: z.strictObject({ requests: rate, inputTokens: rate, outputTokens: rate, tokens: rate }),
    window: z.int().positive(),
  }),
);
