/** Which rates can hold: times and service tiers of which no two are the same to the prices in question. */

import type { TablePrice } from "../../../schemas/table-price.ts";
import { ratesFor } from "../../../semantics/rates.ts";
import { AUTO, listedTiers } from "../../../semantics/reaching-tier.ts";
import type { CostTerm } from "../../plan/cost-term.ts";
import { type Clock, timesOf } from "../request/times.ts";

export interface RateTime {
  readonly at: Date;
  /** What the body asks for. */
  readonly serviceTier?: string;
}

/** Keeps what it has worked out. */
export class RateTimes {
  readonly #known = new Map<string, readonly RateTime[]>();
  readonly #numbers = new Map<CostTerm, number>();

  /** Every combination of rates that can hold from `today` (midnight, UTC) on, the usual ones first. */
  of(terms: readonly CostTerm[], clock: Clock, today: Date): readonly RateTime[] {
    for (const term of terms) if (!this.#numbers.has(term)) this.#numbers.set(term, this.#numbers.size);
    const key = JSON.stringify([terms.map((term) => this.#numbers.get(term)), clock, today]);
    const known = this.#known.get(key) ?? rateTimes(terms, clock, today);
    this.#known.set(key, known);
    return known;
  }
}

function rateTimes(terms: readonly CostTerm[], clock: Clock, today: Date): RateTime[] {
  const times = differentTimes(terms, clock, today);
  return serviceTiers(terms).flatMap((serviceTier) =>
    times.map((at) => ({ at, ...(serviceTier !== undefined && { serviceTier }) })),
  );
}

/** Where the rates without tiers are the same, they are with any. */
function differentTimes(terms: readonly CostTerm[], clock: Clock, today: Date): Date[] {
  const changing = terms.map(({ price }) => price).filter(({ scheduled, offPeak }) => scheduled || offPeak);
  const found = new Map<string, Date>();
  for (const at of times(changing, clock, today)) {
    const key = changing.map((price) => JSON.stringify(ratesFor(price, 0, at))).join();
    if (!found.has(key)) found.set(key, at);
  }
  return [...found.values()];
}

function serviceTiers(terms: readonly CostTerm[]): (string | undefined)[] {
  const free = terms.filter(({ fixedTier, carried }) => fixedTier === undefined && carried.serviceTier);
  const named = [...new Set(free.flatMap(({ price }) => listedTiers(price)))].sort();
  return [undefined, ...named, ...(named.length > 0 ? [AUTO] : [])];
}

function times(prices: readonly TablePrice[], clock: Clock, today: Date): Date[] {
  const everyHour = prices.some(({ offPeak }) => offPeak);
  return timesOf(clock, starts(prices, today), everyHour ? minutesOf(prices) : [0], everyHour);
}

/** Today, and the days on which other rates begin. */
function starts(prices: readonly TablePrice[], today: Date): Date[] {
  const later = prices
    .flatMap(({ scheduled = [] }) =>
      scheduled.map(({ from }) => new Date(`${from}T00:00:00Z`.replace(/^(\d+-\d+)T/, "$1-01T"))),
    )
    .filter((day) => day > today)
    .map((day) => day.getTime());
  return [today, ...[...new Set(later)].sort((a, b) => a - b).map((time) => new Date(time))];
}

/** Of an hour, at which peaks begin or end. */
function minutesOf(prices: readonly TablePrice[]): number[] {
  const bounds = prices.flatMap(({ offPeak }) => (offPeak?.peak ?? []).flatMap(({ from, to }) => [from % 60, to % 60]));
  return [...new Set([0, ...bounds])].sort((a, b) => a - b);
}
