/**
 * How budgets and targets stand, as far as a decision may depend on it: what `pointsman decide --state` reads.
 * Whatever is left out is missing.
 */
import * as z from "zod";

export interface State {
  /** By the policy's name for it: the budget that the request would spend from. USD. */
  budgets?: Record<string, BudgetState> | undefined;
  /** By tier or `provider/model`. */
  latency?: Record<string, LatencyState> | undefined;
  /** By `provider/model`. */
  health?: Record<string, Health> | undefined;
}

export interface BudgetState {
  spent: number;
  limit: number;
}

/** Rolling quantiles, in milliseconds: `p50` is not above `p95`. */
export interface LatencyState {
  firstToken?: Quantiles | undefined;
  total?: Quantiles | undefined;
}

export interface Quantiles {
  p50?: number | undefined;
  p95?: number | undefined;
}

export type Health = "up" | "degraded" | "down";

const milliseconds = z.number().nonnegative().optional();
const quantiles: z.ZodType<Quantiles> = z
  .strictObject({ p50: milliseconds, p95: milliseconds })
  .refine(({ p50 = 0, p95 = p50 }) => p50 <= p95, {
    path: ["p50"],
    message: "must not be above p95: the median is at most what 95 % of the answers met",
  });

export const state: z.ZodType<State> = z.strictObject({
  budgets: z
    .record(z.string(), z.strictObject({ spent: z.number().nonnegative(), limit: z.number().positive() }))
    .optional()
    .meta({ description: "By budget: US dollars spent, and the limit." }),
  latency: z
    .record(z.string(), z.strictObject({ firstToken: quantiles.optional(), total: quantiles.optional() }))
    .optional()
    .meta({ description: "By tier or provider/model: milliseconds." }),
  health: z
    .record(z.string(), z.enum(["up", "degraded", "down"]))
    .optional()
    .meta({ description: "By provider/model." }),
});
