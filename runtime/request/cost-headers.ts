/** What a request costs, in the head of its answer or behind it. */
import { usd } from "../usd.ts";

export const COST = "x-pointsman-cost-usd";
export const UNSETTLED = "x-pointsman-cost-unsettled-usd";

/** In micro-USD. */
export interface RequestCost {
  readonly cost: number | undefined;
  /** Of the cost: what others may be billed with that were broken off. Absent: none were. */
  readonly unsettled?: number | undefined;
}

/** Nothing where the cost is not known. */
export function costHeaders({ cost, unsettled }: RequestCost): Record<string, string> {
  if (cost === undefined) return {};
  return { [COST]: usd(cost), ...(unsettled !== undefined && { [UNSETTLED]: usd(unsettled) }) };
}
