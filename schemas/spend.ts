/** What `pointsman spend --format json` prints: what was used, by what was asked for. */
import * as z from "zod";

export type SpendColumn = "day" | "key" | "team" | "route" | "rule" | "provider" | "model" | "family";

export interface SpendFigures {
  /** Of clients: what was asked beside them, or again, is not counted, though it is paid. */
  readonly requests: number;
  /** Tokens; read from a cache and written to one are input, reasoning is output. */
  readonly input: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly output: number;
  readonly reasoning: number;
  /** Billionths of a USD, whole. */
  readonly costNanoUsd: number;
  /** Of the cost: charged without a bill. */
  readonly unsettledNanoUsd: number;
  /** Attempts whose cost is more than what is counted: a price is not known. */
  readonly unpriced: number;
  readonly cacheHits: number;
}

/** The columns of `by`, and no others; empty where there was none. */
export type SpendRow = Readonly<Partial<Record<SpendColumn, string | undefined>>> & SpendFigures;

export interface SpendReport {
  readonly format: "pointsman-spend";
  readonly version: 1;
  /** Days in UTC, both included. */
  readonly from: string;
  readonly to: string;
  readonly by: readonly SpendColumn[];
  /** Largest cost first; by day where that is asked for first. */
  readonly rows: readonly SpendRow[];
  readonly total: SpendFigures;
}

const count = z.int().nonnegative();
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const name = z.string().optional();

const figures = {
  requests: count.describe("Of clients: what was asked beside them, or again, is not counted, though it is paid."),
  input: count.describe("Tokens, with those read from a provider's cache or written to it."),
  cacheRead: count,
  cacheWrite: count,
  output: count.describe("Tokens, with those of reasoning."),
  reasoning: count,
  costNanoUsd: count.describe("Billionths of a USD."),
  unsettledNanoUsd: count.describe("Of the cost: charged without a bill."),
  unpriced: count.describe("Attempts whose cost is more than what is counted: a price is not known."),
  cacheHits: count,
};

const columnNames = ["day", "key", "team", "route", "rule", "provider", "model", "family"] as const;

export const spend: z.ZodType<SpendReport> = z.strictObject({
  format: z.literal("pointsman-spend"),
  version: z.literal(1),
  from: day,
  to: day,
  by: z.array(z.enum(columnNames)).readonly(),
  rows: z
    .array(
      z.strictObject({
        day: day.optional(),
        ...{ key: name, team: name, route: name, rule: name, provider: name, model: name, family: name },
        ...figures,
      }),
    )
    .readonly(),
  total: z.strictObject(figures),
});
