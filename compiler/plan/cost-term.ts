/** What a request costs at most at a target, on the terms of a place: all that the arithmetic needs. */
import type { TablePrice } from "../../schemas/table.ts";

export interface CostTerm {
  readonly price: TablePrice;
  /** Tokens: the most output that route, model and window allow. */
  readonly mostOutput: number;
  /** Tokens: the output that the policy fixes in place of the client's. */
  readonly fixedOutput?: number;
  /** The service tier that the policy fixes in place of the client's. */
  readonly fixedTier?: string;
}
