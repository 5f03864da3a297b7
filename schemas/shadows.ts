/** What shadows came to, as figures: the operator's `/shadows`. */
import * as z from "zod";
import { type ScoresReport, scores } from "./shadow-scores.ts";

export interface Quantiles {
  p50: number;
  p95: number;
}

/** Two figures of the same requests. */
export interface Spread {
  /** Pairs that it is about: the last thousand. */
  of: number;
  shadow: Quantiles;
  beside: Quantiles;
  /** By how much the shadow's is larger, pair by pair. `likely`: with 95 %, the median is between these; absent for few pairs. */
  difference: Quantiles & { likely?: [from: number, to: number] | undefined };
}

export interface Agreement {
  of: number;
  same: number;
}

/** How a shadow compares with one target that answered in its place. */
export interface ComparisonReport {
  /** The target that answered. */
  target: string;
  asked: number;
  answered: number;
  /** By failure class. */
  failed: Record<string, number>;
  /** Answers of both that could be read. */
  compared: number;
  finish: Agreement;
  /** Of requests that offered tools: the same ones are called. */
  tools: Agreement;
  /** Of requests that asked for a form of the answer, where it is known of both: who kept to it. */
  form: { of: number; both: number; shadow: number; beside: number };
  /** Milliseconds. */
  firstToken?: Spread | undefined;
  total?: Spread | undefined;
  /** Characters of text. */
  length?: Spread | undefined;
  /** USD in sum, of the pairs of which both are known. */
  cost: { of: number; shadow: number; beside: number };
  /** USD in sum, of all answers of the shadow of which it is known. */
  spent: number;
  /** Answers, and what was broken off, of which it is not known. */
  unpriced: number;
  /** Absent: none was judged. */
  scores?: ScoresReport | undefined;
}

/**
 * Why a request that was drawn had no shadow: too many were under way, no target can serve it, it is known to be down, every place
 * that it has is taken.
 */
export type Skipped = "busy" | "unsuitable" | "down" | "full";

export interface ShadowReport {
  route: string;
  /** `provider/model`; absent where none was found. */
  shadow?: string | undefined;
  skipped: Partial<Record<Skipped, number>>;
  beside: ComparisonReport[];
}

export interface ShadowsReport {
  /** ISO 8601: when the figures begin. Absent: no table had a shadow. */
  since?: string | undefined;
  /** Shadows that are not done. */
  underWay: number;
  shadows: ShadowReport[];
}

const count = z.int().nonnegative();
const quantiles = { p50: z.number(), p95: z.number() };
const agreement = z.object({ of: count, same: count });

const spread: z.ZodType<Spread> = z.object({
  of: count,
  shadow: z.object(quantiles),
  beside: z.object(quantiles),
  difference: z.object({ ...quantiles, likely: z.tuple([z.number(), z.number()]).optional() }),
});

const comparison: z.ZodType<ComparisonReport> = z.object({
  target: z.string(),
  asked: count,
  answered: count,
  failed: z.record(z.string(), count),
  compared: count,
  finish: agreement,
  tools: agreement,
  form: z.object({ of: count, both: count, shadow: count, beside: count }),
  firstToken: spread.optional(),
  total: spread.optional(),
  length: spread.optional(),
  cost: z.object({ of: count, shadow: z.number(), beside: z.number() }),
  spent: z.number(),
  unpriced: count,
  scores: scores.optional(),
});

const shadow: z.ZodType<ShadowReport> = z.object({
  route: z.string(),
  shadow: z.string().optional(),
  skipped: z.partialRecord(z.enum(["busy", "unsuitable", "down", "full"]), count),
  beside: z.array(comparison),
});

export const shadows: z.ZodType<ShadowsReport> = z.object({
  since: z.string().optional(),
  underWay: count,
  shadows: z.array(shadow),
});
