/** What a policy says may be spent, and by whom. */
import * as z from "zod";

/** When a budget begins anew, UTC; `total` never does. From the shortest to the longest. */
export const budgetWindows = ["hour", "day", "week", "month", "total"] as const;

export type BudgetWindow = (typeof budgetWindows)[number];

/** `A`: an action. */
export interface BudgetDocument<A> {
  per: string;
  limit: string;
  window: BudgetWindow;
  exhausted?: A | undefined;
  /** What becomes of requests without the fact of `per`: refused, which is the default, or one budget for all of them. */
  missing?: "refuse" | "pool" | undefined;
  /** What becomes of requests while nobody can say what is left; `deny` is the default. */
  onStoreDown?: "deny" | "allow" | undefined;
}

export const money: z.ZodString = z
  .string()
  .regex(/^\$\d+(\.\d+)?$/, "must be an amount of US dollars, such as $0.10")
  .meta({
    description: "US dollars: $0.10.",
    patternErrorMessage: "An amount of US dollars begins with a dollar sign, such as $0.10.",
    examples: ["$0.10", "$1", "$500"],
  });

export function budget<A>(action: z.ZodType<A>): z.ZodType<BudgetDocument<A>> {
  return z.strictObject({
    per: z.string().meta({ description: "The fact that names whose budget it is, such as r.key.team." }),
    limit: money,
    window: z.enum(budgetWindows).meta({ description: "When it begins anew, UTC; a total never does." }),
    exhausted: action
      .optional()
      .meta({ description: "What serves requests that do not fit into it; absent: they are refused." }),
    missing: z.enum(["refuse", "pool"]).optional().meta({
      description: "Requests without the fact of `per`: refused, unless they share one budget, the pool.",
    }),
    onStoreDown: z.enum(["deny", "allow"]).optional().meta({
      description: "Requests while the store of budgets cannot be reached: refused, unless they are allowed.",
    }),
  }) as unknown as z.ZodType<BudgetDocument<A>>;
}
