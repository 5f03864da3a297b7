/** What a table says of the candidates that shares of the requests go to first. */
import * as z from "zod";
import { order, type PlanOrder } from "./table-order.ts";

export interface TableCanary {
  /** Among those of the table its own: the route's name, and what is tried. */
  name: string;
  /** What can be tried: indexes into `targets`, ascending. */
  targets: number[];
  /** Of the requests, above 0 and up to 1. */
  share: number;
  /** The fact whose value decides who is in it. */
  by: string;
  /** When it goes back to nothing. */
  back: {
    /** So many of its last 1,000 requests were not answered by its targets. */
    failures?: number | undefined;
    /** Milliseconds that the 95th percentile of its last 200 first tokens is above. */
    firstToken?: number | undefined;
  };
}

/** What is tried before the order of a plan. */
export interface PlanCanary {
  /** Index into `canaries`. */
  canary: number;
  order: PlanOrder;
}

const index = z.int().nonnegative();

export const canary: z.ZodType<TableCanary> = z.strictObject({
  name: z.string(),
  targets: z.array(index),
  share: z.number().min(0).max(1),
  by: z.string(),
  back: z.strictObject({ failures: z.int().positive().optional(), firstToken: z.number().positive().optional() }),
});

export const planCanary: z.ZodType<PlanCanary> = z.strictObject({ canary: index, order });
