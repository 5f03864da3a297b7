/** What a judge said of a shadow's answers and of those beside, as figures. */
import * as z from "zod";

/**
 * Why two answers were not judged: too many judges were under way, it cannot take them, it is known to be down, every place that it has
 * is taken, an answer or the conversation is longer than what a judge is paid for, or not all of it is text.
 */
export type Unjudged = "busy" | "unsuitable" | "down" | "full" | "too-long" | "not-text";

export interface ScoresReport {
  /** `provider/model` */
  judge: string;
  asked: number;
  scored: number;
  /** Means, from 0 to 10; absent before the first. */
  shadow?: number | undefined;
  beside?: number | undefined;
  /** Of the shadow; ties are within half a point. */
  wins: number;
  ties: number;
  losses: number;
  skipped: Partial<Record<Unjudged, number>>;
  /** By failure class. */
  failed: Record<string, number>;
  /** Answers of the judge that are no two scores. */
  unreadable: number;
  /** USD in sum, of all that it said, where it is known. */
  spent: number;
  /** Of how many it is not. */
  unpriced: number;
}

const count = z.int().nonnegative();
const mean = z.number().min(0).max(10);

export const scores: z.ZodType<ScoresReport> = z.object({
  judge: z.string(),
  asked: count,
  scored: count,
  shadow: mean.optional(),
  beside: mean.optional(),
  wins: count,
  ties: count,
  losses: count,
  skipped: z.partialRecord(z.enum(["busy", "unsuitable", "down", "full", "too-long", "not-text"]), count),
  failed: z.record(z.string(), count),
  unreadable: count,
  spent: z.number(),
  unpriced: count,
});
