/** What a policy says of how much may be asked, and by whom. */
import * as z from "zod";

/** Either a window with one rate at least, or `concurrency`. */
export interface LimitDocument<Action> {
  per: string;
  /** In each window. */
  requests?: number | undefined;
  inputTokens?: number | undefined;
  outputTokens?: number | undefined;
  window?: LimitWindow | undefined;
  /** Requests at once. */
  concurrency?: number | undefined;
  /** Absent: all. */
  routes?: string[] | undefined;
  /** Requests without `per` share one limit; absent: they are refused. */
  missing?: "refuse" | "pool" | undefined;
  exhausted?: Action | undefined;
}

export type LimitWindow = (typeof limitWindows)[number];

export const limitWindows = ["second", "minute", "hour", "day"] as const;

/** Milliseconds. */
export const limitWindowMs: Readonly<Record<LimitWindow, number>> = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};

const most = (what: string) => z.int().positive().optional().meta({ description: what });

export const limit = <A>(action: z.ZodType<A>): z.ZodType<LimitDocument<A>> =>
  z
    .strictObject({
      per: z.string().meta({ description: "The fact that names whose limit it is, such as r.key.id." }),
      requests: most("Requests in each window."),
      inputTokens: most("Tokens of input in each window."),
      outputTokens: most("Tokens of output in each window."),
      window: z
        .enum(limitWindows)
        .optional()
        .meta({ description: "The time in which so much may be asked: it fills again evenly, not at once." }),
      concurrency: most("Requests at once, in place of a window."),
      routes: z.array(z.string()).min(1).optional().meta({ description: "The routes that it is for; absent: all." }),
      missing: z
        .enum(["refuse", "pool"])
        .optional()
        .meta({ description: "Requests that lack the fact share one limit, or are refused, as without it." }),
      exhausted: action
        .optional()
        .meta({ description: "What serves requests when it is full; absent: they are refused." }),
    })
    .meta({ oneOf: [{ required: ["window"] }, { required: ["concurrency"] }] });
