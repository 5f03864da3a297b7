/** The dearest request that a route lets through to a target. */

import { MOST_CHOICES } from "../../schemas/facts.ts";
import type { TablePrice } from "../../schemas/table-price.ts";
import { AUTO, listedTiers } from "../../semantics/reaching-tier.ts";
import { answersFrom, worstCost } from "../../semantics/worst-cost.ts";
import type { Route, Target, Terms } from "../lower/ir.ts";
import { type CostTerm, isPriced } from "./cost-term.ts";
import { costTerms } from "./cost-terms.ts";
import { lacks } from "./suitable.ts";
import { targetTokens } from "./target-tokens.ts";
import { windowOf } from "./window.ts";

export interface DearestRequest {
  /** Of the target. */
  readonly id: string;
  /** Tokens. */
  readonly input: number;
  readonly output: number;
  /** Answers. */
  readonly choices: number;
  /** The service tier that makes it so dear. */
  readonly serviceTier?: string;
  /** USD */
  readonly cost: number;
}

/** On a day, YYYY-MM-DD, at its dearest hour. Undefined when the price is not known. */
export function dearestRequest(target: Target, route: Route, terms: Terms, today: string): DearestRequest | undefined {
  const term = costTerms([target], route, terms).get(target.id);
  if (!term || !isPriced(term)) return undefined;
  const window = windowOf(target);
  const { inputTokens = Number.POSITIVE_INFINITY } = route.max;
  const input = Math.min(Math.floor(inputTokens * targetTokens(target).ratio) + term.added.upper, window);
  const output = Math.min(term.fixedOutput ?? term.mostOutput, term.mostOutput);
  const choices = answersFrom(term, route.max.choices ?? MOST_CHOICES);
  const found = tiers(term).map((serviceTier) => {
    const tier = serviceTier === undefined ? {} : { serviceTier };
    const costs = hours(term.price).flatMap((price) =>
      audio(target).map(
        (hasAudio) =>
          worstCost({ ...term, price }, { input, output, choices, audio: hasAudio, serviceTier }, new Date(today)) ?? 0,
      ),
    );
    const cost = Math.min(Math.max(...costs) / 1e6, terms.maxCost ?? Number.POSITIVE_INFINITY);
    return { id: target.id, input, output, choices, ...tier, cost };
  });
  return found.toSorted((a, b) => b.cost - a.cost)[0];
}

/** The usual one first. */
function tiers({ fixedTier, price, carried }: CostTerm): (string | undefined)[] {
  if (fixedTier !== undefined) return [fixedTier];
  const listed = carried.serviceTier ? listedTiers(price) : [];
  return [undefined, ...listed, ...(listed.length > 0 ? [AUTO] : [])];
}

function audio(target: Target): boolean[] {
  return lacks(target).includes("needs.audio") ? [false] : [false, true];
}

/** The price in the peak, and outside. */
function hours({ offPeak, ...peak }: TablePrice): TablePrice[] {
  return offPeak ? [peak, { ...peak, offPeak: { ...offPeak, peak: [] } }] : [peak];
}
