import type { PlanOrder } from "../schemas/table-order.ts";

export type SplitOrder = Extract<PlanOrder, { split: unknown }>;

/** The sides that one request fell on. */
export interface FellOn {
  /** Each split of its order, and the index of the side. */
  readonly splits: readonly { readonly split: SplitOrder; readonly side: number }[];
  /** Of a plan with a canary whose candidate can serve the request: its index, and whether the request is in it. */
  readonly canary?: { readonly index: number; readonly isIn: boolean } | undefined;
}
