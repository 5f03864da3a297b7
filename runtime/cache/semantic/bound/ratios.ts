/**
 * What checks, of which so many were wrong, say of a rate at a bound: how many times as likely they were at rates below it, or above
 * it, as at the bound itself, a mean over rates. 1: nothing is known. By `docs/decisions/0025`, whatever the rates of the single
 * checks are and however often one looks: where their mean is not below the bound, `below` is ever `x` or more with a chance of 1/x at
 * most, and where it is not above it, so is `above`.
 */
import type { Found } from "../../store/cache-store.ts";

/** Odds of a wrong hit, as a share of the odds at the bound, and how much each weighs; 1 in all. */
type Odds = readonly (readonly [odds: number, weight: number])[];

const BELOW: Odds = [
  [0, 0.5],
  [0.15, 0.15],
  [0.35, 0.15],
  [0.6, 0.2],
];

const ABOVE: Odds = [
  [2, 0.4],
  [4, 0.3],
  [10, 0.3],
];

interface Term {
  readonly weight: number;
  /** Logarithms of what a wrong check and any check multiply by. */
  readonly wrong: number;
  readonly any: number;
}

export class Ratios {
  readonly #bound: number;
  readonly #below: readonly Term[];
  readonly #above: readonly Term[];

  /** 0 to 1. */
  constructor(bound: number) {
    this.#bound = bound;
    this.#below = termsOf(BELOW, bound);
    this.#above = termsOf(ABOVE, bound);
  }

  below(found: Found): number {
    return mean(this.#below, found);
  }

  above(found: Found): number {
    // Where no more are wrong than at the bound, no rate above it is likelier.
    return found.wrong <= found.checks * this.#bound ? 0 : mean(this.#above, found);
  }
}

function termsOf(odds: Odds, bound: number): Term[] {
  return odds.map(([odd, weight]) => ({ weight, wrong: Math.log(odd), any: -Math.log1p(bound * (odd - 1)) }));
}

function mean(terms: readonly Term[], found: Found): number {
  let sum = 0;
  for (const term of terms) sum += term.weight * Math.exp(logOf(term, found));
  return sum;
}

/** Of the likelihood at the rate over that at the bound. */
function logOf(term: Term, { checks, wrong }: Found): number {
  if (checks === 0) return 0;
  if (wrong === 0) return checks * term.any;
  // What never is wrong was wrong; at a bound of 1 that would be no number.
  return term.wrong === Number.NEGATIVE_INFINITY ? term.wrong : wrong * term.wrong + checks * term.any;
}
