/** What an operator is told of a standing: how high the rate may be, and how many checks are missing. */
import type { Found } from "../../store/cache-store.ts";
import { SURE } from "./bound.ts";
import { Ratios } from "./ratios.ts";

/** Halvings of what lies between 0 and 1: by then it is exact to a billionth. */
const HALVINGS = 30;

/** The lowest rate, 0 to 1, that the true one is surely below; 1: nothing is known. It serves at a bound of this much or more. */
export function upperBound(found: Found): number {
  let [low, high] = [0, 1];
  for (let i = 0; i < HALVINGS; i += 1) {
    const middle = (low + high) / 2;
    if (new Ratios(middle).below(found) >= SURE) high = middle;
    else low = middle;
  }
  return high;
}

/** Checks that are missing until it serves, if all of them are right; infinite where no number of checks is enough. */
export function missingChecks({ checks, wrong }: Found, bound: number): number {
  if (bound <= 0) return Number.POSITIVE_INFINITY;
  const ratios = new Ratios(bound);
  const isEnough = (more: number) => ratios.below({ checks: checks + more, wrong }) >= SURE;
  if (isEnough(0)) return 0;
  let high = 1;
  while (!isEnough(high)) high *= 2;
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (isEnough(middle)) high = middle;
    else low = middle;
  }
  return high;
}
