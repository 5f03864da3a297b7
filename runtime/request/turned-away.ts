/** A target that has as many requests as it may have at once, and the try that is not made at it. */
import type { Failure } from "../failures.ts";
import type { TargetLoad } from "../state/target-load.ts";
import type { OperationAttempt } from "./operation-attempt.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** Milliseconds after which a place may be free again. */
const AGAIN = 1_000;

/** Requests at once are those of every route, and of every table that has the target, or its account, by this name. */
export function isFull({ id, target: { concurrency }, account }: ReadyTarget, load: TargetLoad): boolean {
  if (concurrency !== undefined && load.open(id) >= concurrency) return true;
  return account !== undefined && load.open(account.name) >= account.most;
}

/** To the plan it is a target that has too much to do; nothing was sent, so it says nothing of the target's health. */
export const full: Failure = {
  class: "overloaded",
  detail: "it has as many requests as it may have at once",
  retryAfter: AGAIN,
  unsent: true,
};

/** What the client is told where no target had a place. */
export const allFull: Failure = {
  class: "over-limit",
  detail: "Every target of the route has as many requests as it may have at once. Send the request again.",
  retryAfter: AGAIN,
};

export function turnedAway(target: ReadyTarget): OperationAttempt {
  const ended = Promise.resolve(full);
  return { target, dropped: [], headers: {}, opened: ended, finished: ended, cancel: () => {} };
}
