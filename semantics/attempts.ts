/** How often targets are tried for one request: what the runtime does, and what the verifier counts with. */
import { attemptFailures } from "./failures.ts";

/** Attempts of one request, those beside another and those of every round together: no policy has more. */
export const MOST_ATTEMPTS = 32;

/** The share of requests that may have a second target beside a slow one, on a route that hedges and says nothing else. */
export const MOST_HEDGED = 0.05;

/** Of a route; times in milliseconds. */
export interface Rounds {
  readonly fallbackOn: ReadonlySet<string> | undefined;
  readonly retry?: { readonly times: number; readonly after?: number | undefined } | undefined;
  readonly deadline: number;
}

/** How often a target can be tried: one whose failure goes on and may pass is tried again, in rounds that begin before the deadline. */
export function roundsOf({ fallbackOn, retry = { times: 1 }, deadline }: Rounds): number {
  const mayPass = Object.entries(attemptFailures).some(
    ([name, { fallback, retry }]) => retry && (fallbackOn ? fallbackOn.has(name) : fallback),
  );
  if (!mayPass) return 1;
  const { times, after = 0 } = retry;
  const inTime = after > 0 ? Math.ceil(deadline / after) - 1 : times;
  return 1 + Math.min(times, inTime);
}

/** Of a route; milliseconds. */
export interface AttemptTime {
  readonly deadline: number;
  readonly attempt?: number | undefined;
  /** What a target must be left with. */
  readonly needs: number;
}

/** How many targets can follow each other so that the last has what it needs, though every one before it uses all that it may. */
export function mostInTime({ deadline, attempt, needs }: AttemptTime): number {
  if (attempt === undefined) return Math.min(MOST_ATTEMPTS, Math.floor(deadline / needs));
  const own = Math.min(needs, attempt);
  return deadline < own ? 0 : Math.min(MOST_ATTEMPTS, Math.floor((deadline - own) / attempt) + 1);
}

/** Milliseconds that the last of so many targets is left with. */
export function leftForLast({ deadline, attempt }: Omit<AttemptTime, "needs">, count: number): number {
  if (attempt === undefined) return deadline / Math.max(1, count);
  return Math.max(0, Math.min(attempt, deadline - (count - 1) * attempt));
}
