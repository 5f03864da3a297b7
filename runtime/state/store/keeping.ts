/** How long what is settled, ended or idle is kept before it is forgotten, the same in every adapter. */

/** Milliseconds for which holds that have expired, charges and accounts whose window has ended are kept. */
export const KEPT = 86_400_000;

/** Milliseconds for which a rate is kept that is empty again. */
export const KEPT_RATE = 3_600_000;

/** Milliseconds by which one call of `expire` may move the hand on. */
export const STRIDE = 10_000;

/**
 * The time by which a store forgets. It follows `now` slowly, so that a clock that jumps ahead for a while forgets no window
 * that is still running.
 */
export function handAfter(hand: number | undefined, now: number): number {
  return hand === undefined ? now : Math.min(now, hand + STRIDE);
}

/** Milliseconds of the hand between two times that a store forgets. */
const EVERY = 60_000;

/** `last`: where the hand stood then; where it was set back, it counts from there. */
export function forgettingAt(last: number | undefined, hand: number): boolean {
  return last === undefined || hand >= last + EVERY || hand < last;
}
