/** The dearest request that a route lets through to a target. */

import type { TablePrice } from "../../schemas/table.ts";
import { worstCost } from "../../semantics/rates.ts";
import type { Route, Target, Terms } from "../lower/ir.ts";
import { costTerms } from "./cost-terms.ts";
import { windowOf } from "./window.ts";

export interface DearestRequest {
  /** Of the target. */
  readonly id: string;
  /** Tokens. */
  readonly input: number;
  readonly output: number;
  /** The service tier that makes it so dear. */
  readonly serviceTier?: string;
  /** USD */
  readonly cost: number;
}

/** On a day, YYYY-MM-DD, at its dearest hour. Undefined when the price is not known. */
export function dearestRequest(target: Target, route: Route, terms: Terms, today: string): DearestRequest | undefined {
  const term = costTerms([target], route, terms).get(target.id);
  if (!term) return undefined;
  const window = windowOf(target);
  const input = Math.min(route.max.inputTokens ?? window, window);
  const output = Math.min(term.fixedOutput ?? term.mostOutput, term.mostOutput);
  const tiers =
    term.fixedTier === undefined ? [undefined, ...Object.keys(term.price.serviceTiers ?? {})] : [term.fixedTier];
  const found = tiers.map((serviceTier) => {
    const costs = hours(term.price).map((price) => worstCost(price, input, output, new Date(today), serviceTier) ?? 0);
    const cost = Math.min(Math.max(...costs) / 1e6, terms.maxCost ?? Number.POSITIVE_INFINITY);
    return { id: target.id, input, output, ...(serviceTier === undefined ? {} : { serviceTier }), cost };
  });
  return found.toSorted((a, b) => b.cost - a.cost)[0];
}

/** The price in the peak, and outside. */
function hours({ offPeak, ...peak }: TablePrice): TablePrice[] {
  return offPeak ? [peak, { ...peak, offPeak: { ...offPeak, peak: [] } }] : [peak];
}
