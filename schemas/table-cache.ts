import * as z from "zod";

/** What answers a request again without asking a target. A part that is absent is off. */
export interface TableCache {
  exact?: true | undefined;
  normalised?: true | undefined;
  /** `embedder`: the id of one of the targets. It serves once the bound of its wrong-hit rate (0 to 1) is below `maxWrongHitRate`. */
  semantic?: { embedder: string; maxWrongHitRate: number; ttl?: number | undefined } | undefined;
  scope: "key" | "team" | "global";
  /** An answer stands for its own target alone. Absent: for all targets of its plan. */
  perTarget?: true | undefined;
  /** Milliseconds, as in `semantic`, where it goes before this one. Absent: the runtime's default. */
  ttl?: number | undefined;
}

const milliseconds = z.number().positive().optional();
const share = z.number().min(0).max(1);

export const cache: z.ZodType<TableCache> = z.strictObject({
  exact: z.literal(true).optional(),
  normalised: z.literal(true).optional(),
  semantic: z.strictObject({ embedder: z.string(), maxWrongHitRate: share, ttl: milliseconds }).optional(),
  scope: z.enum(["key", "team", "global"]),
  perTarget: z.literal(true).optional(),
  ttl: milliseconds,
});
