/** A target that has as many requests as it may have, at once or in a time, and the try that is not made at it. */
import type { AttemptRecord } from "../attempts/run.ts";
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
const allFull: Failure = {
  class: "over-limit",
  detail: "Every target of the route has as many requests as it may have at once. Send the request again.",
  retryAfter: AGAIN,
};

/** The same of a target that may not be asked as much in this time; `wait`: milliseconds until it may, undefined where it never may. */
export function atItsLimit({ name, said: { most, window } }: ReachedLimit, wait: number | undefined): Failure {
  const detail = `its limit of ${most} ${name} in ${window} ms has no room for the request`;
  return { class: "rate-limited", detail, ...(wait !== undefined && { retryAfter: Math.max(1, wait) }), unsent: true };
}

interface ReachedLimit {
  readonly name: string;
  readonly said: { readonly most: number; readonly window: number };
}

/** The target was not asked, as it has no place or no room. */
export function isTurnedAway(failure: Failure | undefined): boolean {
  return failure === full || (failure?.unsent === true && failure.class === "rate-limited");
}

/** What the client is told where every target was at its limit, or had no place. */
export function allTurnedAway(records: readonly AttemptRecord[]): Failure | undefined {
  if (!records.every(({ failure }) => isTurnedAway(failure))) return undefined;
  if (records.every(({ failure }) => failure === full)) return allFull;
  const waits = records.flatMap(({ failure }) => failure?.retryAfter ?? []);
  const retryAfter = waits.length === 0 ? undefined : Math.min(...waits);
  const again = retryAfter === undefined ? "It is larger than they ever have room for." : "Send the request again.";
  const detail = `No target of the route has room for the request under its provider's limits. ${again}`;
  return { class: "over-limit", detail, ...(retryAfter !== undefined && { retryAfter }) };
}

export function turnedAway(target: ReadyTarget): OperationAttempt {
  const ended = Promise.resolve(full);
  return { target, dropped: [], headers: {}, opened: ended, finished: ended, cancel: () => {} };
}
