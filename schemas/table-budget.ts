/** What a table says of a budget. */
import * as z from "zod";

export interface TableBudget {
  name: string;
  /** The fact that names whose budget it is. */
  per: string;
  /** USD, in each window. */
  limit: number;
  window: "hour" | "day" | "week" | "month";
}

export const budget: z.ZodType<TableBudget> = z.strictObject({
  name: z.string(),
  per: z.string(),
  limit: z.number().nonnegative(),
  window: z.enum(["hour", "day", "week", "month"]),
});
