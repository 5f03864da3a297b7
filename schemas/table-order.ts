/** In which order a plan's targets are tried, as a table writes it. */
import * as z from "zod";

/** An index into `targets`, or a strategy over orders. */
export type PlanOrder =
  | number
  | { chain: PlanOrder[] }
  /** `by`: the fact whose value keeps its side. */
  | { split: { weight: number; of: PlanOrder }[]; by: string }
  | { cheapest: PlanOrder[] }
  | { fastest: PlanOrder[]; sticky?: TableSticky | undefined }
  /** `by`: what is left of the limits of each; absent: its open requests. */
  | { balance: PlanOrder[]; by?: "room" | undefined; sticky?: TableSticky | undefined };

/** Requests with the same value of a fact go to the same part, as long as that is up and can serve them. */
export interface TableSticky {
  by: string;
  /** Milliseconds that a part is kept after a request; absent: a hash of the value says which, for ever. */
  lifetime?: number | undefined;
}

const sticky = z
  .strictObject({ by: z.string(), lifetime: z.number().positive().optional() })
  .meta({ id: "sticky" })
  .optional();

export const order: z.ZodType<PlanOrder> = z
  .union([
    z.int().nonnegative(),
    z.strictObject({ chain: z.array(z.lazy(() => order)) }),
    z.strictObject({
      split: z.array(z.strictObject({ weight: z.number().positive(), of: z.lazy(() => order) })),
      by: z.string(),
    }),
    z.strictObject({ cheapest: z.array(z.lazy(() => order)) }),
    z.strictObject({ fastest: z.array(z.lazy(() => order)), sticky }),
    z.strictObject({ balance: z.array(z.lazy(() => order)), by: z.literal("room").optional(), sticky }),
  ])
  .meta({ id: "order" });
