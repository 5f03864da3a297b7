/** What a table says of a budget. */
import * as z from "zod";

export interface TableBudget {
  name: string;
  /** The fact that names whose budget it is. */
  per: string;
  /** USD, in each window. */
  limit: number;
  /** When it begins anew, UTC; `total` never does. */
  window: "hour" | "day" | "week" | "month" | "total";
  /** Requests without the fact of `per` share one budget; absent: they are refused. */
  missing?: "pool" | undefined;
  /** Requests are served while nobody can say what is left; absent: they are refused. */
  onStoreDown?: "allow" | undefined;
}

export const budget: z.ZodType<TableBudget> = z.strictObject({
  name: z.string(),
  per: z.string(),
  limit: z.number().nonnegative(),
  window: z.enum(["hour", "day", "week", "month", "total"]),
  missing: z.literal("pool").optional(),
  onStoreDown: z.literal("allow").optional(),
});
