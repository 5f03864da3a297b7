/** What serves requests, as a policy writes it: a model, the name of a tier, or a strategy over them. */
import * as z from "zod";
import { duration } from "./policy-attempts.ts";

/** A model (`provider/model`), the name of a tier, or a strategy over them. A plain list is a chain. */
export type StrategyDocument =
  | string
  | StrategyDocument[]
  | { chain: StrategyDocument[] }
  | { split: Record<string, number>; by?: string | undefined }
  | { cheapest: StrategyDocument[]; quality?: number | undefined }
  | ({ fastest: StrategyDocument[] } & StickyDocument)
  | ({ balance: StrategyDocument[]; by?: "room" | undefined } & StickyDocument);

/** How requests stay with a target, so that its prompt cache stays warm. */
export interface StickyDocument {
  /** Those with the same value of this fact go to the same one, as long as it is up and can serve them. */
  sticky?: string | undefined;
  /** For how long after each request. Absent: of `balance` for ever, by a hash of the value; of `fastest` for five minutes. */
  lifetime?: string | undefined;
}

export const factPath: z.ZodString = z
  .string()
  .regex(/^(r\.)?[a-zA-Z]+(\.[A-Za-z0-9_-]+)*$/, "must be a fact, such as metadata.team")
  .meta({
    description: "A fact, such as metadata.team or key.id.",
    patternErrorMessage: "A fact is written by its name, such as metadata.team or key.id.",
  });

const strategies = z.array(z.lazy(() => strategy)).min(1);

const sticky = {
  sticky: factPath.optional().meta({ description: "Requests with the same value of this fact stay with a target." }),
  lifetime: duration.optional().meta({ description: "For how long after each request they stay." }),
};

export const strategy: z.ZodType<StrategyDocument> = z
  .union([
    z.string(),
    strategies,
    z.strictObject({ chain: strategies }).meta({ description: "Tried in order." }),
    z
      .strictObject({ split: z.record(z.string(), z.number().nonnegative()), by: factPath.optional() })
      .meta({ description: "Shares by weight; a caller with the same `by` keeps its side." }),
    z
      .strictObject({ cheapest: strategies, quality: z.number().min(0).max(1).optional() })
      .meta({ description: "The cheapest for the request's own tokens first." }),
    z
      .strictObject({ fastest: strategies, ...sticky })
      .meta({ description: "The one with the quickest first token first." }),
    z
      .strictObject({
        balance: strategies,
        by: z
          .literal("room")
          .optional()
          .meta({ description: "By what each has left of its limits; without it, by open requests." }),
        ...sticky,
      })
      .meta({ description: "The one with the fewest open requests, or the most room, first." }),
  ])
  .meta({
    id: "strategy",
    description: "A model (provider/model), the name of a tier, or a strategy over them; a list is tried in order.",
  });
