/** How many would-be hits are checked. Known before a hit is met, so that what a check finds does not say whether it is made. */
import type { Evidence, Standing } from "./bound.ts";

/** Of the hits of a series that serves; of one in shadow whose day has enough checks. */
export const SERVING_SHARE = 0.05;
/** Of one that will not serve any more in a week unless there are more checks. */
export const ENDING_SHARE = 0.2;
const DAY = 24;

/**
 * In shadow every would-be hit, since its model is asked anyway, until a day has as many checks as are `needed` if none is wrong:
 * a judge is not asked without end for a cache that will not serve.
 */
export function shareOf({ state, isEnding }: Standing, evidence: Evidence, needed: number, period: number): number {
  if (state === "serving") return isEnding ? ENDING_SHARE : SERVING_SHARE;
  let today = 0;
  for (let i = evidence.length - 1; i >= 0 && evidence[i]!.period > period - DAY; i -= 1) today += evidence[i]!.checks;
  return today < needed ? 1 : SERVING_SHARE;
}
